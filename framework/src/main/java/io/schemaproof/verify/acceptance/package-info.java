/** Let what a project has accepted pass as a note: waivers in comments, with a reason, and the findings of a baseline. */
@NullMarked
package io.schemaproof.verify.acceptance;

import org.jspecify.annotations.NullMarked;
