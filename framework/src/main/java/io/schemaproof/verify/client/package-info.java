/** What those who use a database send to its tables, made from the catalogue. */
@NullMarked
package io.schemaproof.verify.client;

import org.jspecify.annotations.NullMarked;
