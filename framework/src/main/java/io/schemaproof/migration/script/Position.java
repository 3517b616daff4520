package io.schemaproof.migration.script;

/**
 * A place in a file.
 *
 * @param line counted from 1
 * @param column in characters (code points) counted from 1
 * @since 0.1
 */
public record Position(int line, int column) {}
