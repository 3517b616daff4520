/** What all assertions share: how they fail, how names are read, how sets differ. */
@NullMarked
package io.schemaproof.assertions.core;

import org.jspecify.annotations.NullMarked;
