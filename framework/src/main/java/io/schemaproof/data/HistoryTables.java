package io.schemaproof.data;

import io.schemaproof.migration.Migration;
import java.util.Locale;
import java.util.Set;

/**
 * Know the tables in which migration tools keep what they have applied. They are no part of the application's data: nobody
 * puts rows into them but the tool.
 *
 * @since 0.1
 */
public final class HistoryTables {

    private static final Set<String> NAMES = Set.of(
            "__diesel_schema_migrations",
            "__drizzle_migrations",
            "__efmigrationshistory",
            "_prisma_migrations",
            "_sqlx_migrations",
            "alembic_version",
            "ar_internal_metadata",
            "atlas_schema_revisions",
            "databasechangelog",
            "databasechangeloglock",
            "django_migrations",
            "flyway_schema_history",
            "goose_db_version",
            "gorp_migrations",
            "knex_migrations",
            "knex_migrations_lock",
            "pgmigrations",
            "refinery_schema_history",
            "schema_migration",
            "schema_migrations",
            "sequelizemeta");

    private HistoryTables() {}

    /**
     * Whether a table is one in which the tool that runs a migration notes that itself, so that a change there is none of the migration.
     *
     * @param name as stored, without its schema
     */
    public static boolean isKeptByToolOf(Migration migration, String name) {
        return migration.up().dialect().isOfTool() && contains(name);
    }

    /**
     * Whether a table is one of them.
     *
     * @param name as stored, without its schema
     */
    public static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
