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
    GOOSE,
    /** sql-migrate: as {@link #GOOSE}, with its own StatementBegin and StatementEnd, and without environment variables. */
    SQL_MIGRATE,
    /** MyBatis Migrations: a statement ends at the last delimiter of a line that holds one; {@code ${variables}}. */
    MYBATIS,
    /** A changeset of Liquibase's formatted SQL: its own splitter, preconditions and {@code ${parameters}}. */
    LIQUIBASE,
    /** The rollback of such a changeset. */
    LIQUIBASE_ROLLBACK,
    /** Drizzle: cut at {@code --> statement-breakpoint}, and each piece as {@link #SERVER}. */
    DRIZZLE,
    /** Atlas: as {@link #SERVER}, unless {@code -- atlas:delimiter} names something else than a semicolon. */
    ATLAS,
    /** No SQL but a shell command of a tool, which opens a session of its own. */
    COMMAND,
    /** No SQL but a {@linkplain LibraryStep step} of a tool's own library, which gets sessions of its own. */
    LIBRARY;

    /** Whether a tool is asked to do it, which sends the statements itself and in no session of ours. */
    public boolean isOfTool() {
        return this == COMMAND || this == LIBRARY;
    }
}
