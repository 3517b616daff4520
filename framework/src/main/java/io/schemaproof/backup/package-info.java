/** Back up databases, restore them, and prove that what was restored is what was backed up. */
@NullMarked
package io.schemaproof.backup;

import org.jspecify.annotations.NullMarked;
