/** Send the statements of the services that run now before and after each migration, and compare what the server says and does. */
@NullMarked
package io.schemaproof.verify.compatibility;

import org.jspecify.annotations.NullMarked;
