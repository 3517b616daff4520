/** What a database holds at one moment, and in what two moments differ. */
@NullMarked
package io.schemaproof.verify.state;

import org.jspecify.annotations.NullMarked;
