/** Whether rows survive that migrations are taken back and applied again. */
@NullMarked
package io.schemaproof.verify.rows;

import org.jspecify.annotations.NullMarked;
