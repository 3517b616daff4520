package io.schemaproof.database;

import java.util.function.BooleanSupplier;

/**
 * What a template is known by that outlives its JVM.
 *
 * @param text everything that its contents depend on, files and environment too, which may be another by the next run
 * @param known whether that is certain to be all; asked before a template is made, and not of one that is there, which is so called only because it
 *     was certain of the same text
 * @since 0.1
 */
public record LastingContents(String text, BooleanSupplier known) {}
