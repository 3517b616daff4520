/** What a project needs so that its migrations are tested: what it has already, and the files that are missing. */
@NullMarked
package io.schemaproof.suites.project;

import org.jspecify.annotations.NullMarked;
