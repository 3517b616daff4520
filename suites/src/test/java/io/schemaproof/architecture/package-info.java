/** The layers of the whole project as rules that run; this module is the one place that sees all the others. */
@NullMarked
package io.schemaproof.architecture;

import org.jspecify.annotations.NullMarked;
