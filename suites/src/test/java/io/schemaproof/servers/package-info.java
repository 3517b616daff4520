/** Hold the tests of servers that have more extensions than the embedded one. */
@NullMarked
package io.schemaproof.servers;

import org.jspecify.annotations.NullMarked;
