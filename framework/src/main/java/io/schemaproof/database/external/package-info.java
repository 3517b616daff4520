/** Make databases on a server of somebody else, and touch nothing else there. */
@NullMarked
package io.schemaproof.database.external;

import org.jspecify.annotations.NullMarked;
