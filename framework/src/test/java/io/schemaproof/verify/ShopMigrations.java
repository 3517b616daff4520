package io.schemaproof.verify;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Migrations of Flyway in Java; it takes version and description from their names. */
public final class ShopMigrations {

    private ShopMigrations() {}

    private static void run(Context context, String... statements) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Its undo script forgets a column. */
    public static final class V2__Add_age extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws SQLException {
            run(context, "ALTER TABLE person ADD COLUMN age int", "ALTER TABLE person ADD COLUMN note text");
        }
    }

    /** Tries something, and goes on without it. */
    public static final class V5__Tries extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws SQLException {
            Savepoint before = context.getConnection().setSavepoint();
            try {
                run(context, "ALTER TABLE nowhere ADD COLUMN age int");
            } catch (SQLException e) {
                context.getConnection().rollback(before);
            }
            run(context, "CREATE TABLE IF NOT EXISTS tried (id int)");
        }
    }

    /** Fails. */
    public static final class V4__Breaks extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws SQLException {
            run(context, "ALTER TABLE nowhere ADD COLUMN age int");
        }
    }
}
