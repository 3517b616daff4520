/** What a check of a folder is, and the servers, databases and rows on which it works. */
@NullMarked
package io.schemaproof.verify.check;

import org.jspecify.annotations.NullMarked;
