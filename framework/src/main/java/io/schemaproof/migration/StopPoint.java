package io.schemaproof.migration;

/**
 * A place between two statements of a run where it may be stopped.
 *
 * @param number of the statement before it, counted from 1 as {@link Interruption#afterStatement} counts
 * @param statement the statement before it
 * @param inTransaction whether a transaction is open there, whose work is undone when the run stops
 * @since 0.1
 */
public record StopPoint(int number, Statement statement, boolean inTransaction) {}
