/** Whether a history of ups can be applied from nothing and from what is deployed, and ends in one schema. */
@NullMarked
package io.schemaproof.verify.upgrade;

import org.jspecify.annotations.NullMarked;
