package io.schemaproof.migration.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The database that a file's name says it is for, as in {@code 1_users.mysql.up.sql}. */
final class FileDialect {

    private static final Set<String> POSTGRESQL = Set.of("postgres", "postgresql", "pgsql", "psql", "pg");

    private static final Set<String> OTHERS = Set.of(
            "mysql",
            "mariadb",
            "sqlite",
            "sqlite3",
            "cockroach",
            "cockroachdb",
            "crdb",
            "mssql",
            "sqlserver",
            "oracle",
            "db2",
            "h2",
            "hsqldb",
            "derby",
            "clickhouse",
            "spanner",
            "tidb",
            "yugabyte",
            "redshift",
            "snowflake",
            "duckdb");

    private FileDialect() {}

    /** The name of another database that the file is for; empty where it is for PostgreSQL or says nothing. */
    static Optional<String> other(String name) {
        return part(name, OTHERS);
    }

    /** Whether the file says that it is for PostgreSQL. */
    static boolean isPostgresql(String name) {
        return part(name, POSTGRESQL).isPresent();
    }

    private static Optional<String> part(String name, Set<String> dialects) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
        // The first part is the migration's own name.
        for (int i = 1; i < parts.length; i++) {
            if (dialects.contains(parts[i])) {
                return Optional.of(parts[i]);
            }
        }
        return Optional.empty();
    }
}
