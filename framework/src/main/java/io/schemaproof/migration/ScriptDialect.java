package io.schemaproof.migration;

/**
 * Who reads the script before the server does.
 *
 * @since 0.1
 */
public enum ScriptDialect {
    /** psql: meta-commands, variables, COPY data; statements end where psql ends them. */
    PSQL,
    /** Nobody: the text goes to the server; statements end where psql ends them, and a backslash is no command. */
    SERVER,
    /** Flyway's own parser: as {@link #SERVER}, with COPY data and {@code ${placeholders}}. */
    FLYWAY,
    /** goose: a statement ends at a line that ends in a semicolon, except between its StatementBegin and StatementEnd. */
    GOOSE
}
