package io.schemaproof.assertions.contract;

/**
 * A kind of objects that a schema's contract compares.
 *
 * @since 0.1
 */
public enum SchemaPart {
    /** Partitioned and foreign tables too. */
    TABLES,
    /** Materialized views too. */
    VIEWS,
    ENUMS,
    DOMAINS,
    /** Those that are no identity column's. */
    SEQUENCES,
    /** Functions, procedures and aggregates. */
    FUNCTIONS,
    /** What is demanded of rows. */
    ROWS,
    /** What is demanded of queries. */
    QUERIES,
    /** Those on tables and their columns, views, domains, sequences and functions. */
    COMMENTS
}
