package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.snapshot.SnapshotControl;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.ui.LoggerUIService;
import org.jooq.Meta;
import org.jooq.SQLDialect;
import org.jooq.Schema;
import org.jooq.impl.DefaultConfiguration;

/** What others look at a schema with, to compare it before and after a migration. None is charged for the comparison. */
enum SchemaJudge {

    /** The method of seqwall: each snapshot reads everything, mostly from information_schema. */
    INFORMATION_SCHEMA {
        @Override
        boolean looksAfterFirst() {
            return false;
        }

        @Override
        void look(TestDatabase database, Connection session) throws SQLException {
            try (Statement statement = session.createStatement()) {
                for (String query : QUERIES) {
                    try (ResultSet rows = statement.executeQuery(query)) {
                        takeIn(rows);
                    }
                }
            }
        }
    },

    JOOQ {
        @Override
        void look(TestDatabase database, Connection session) {
            DefaultConfiguration configuration = new DefaultConfiguration();
            configuration.setConnection(session);
            configuration.setSQLDialect(SQLDialect.POSTGRES);
            Meta meta = configuration.dsl().meta();
            Schema schema = meta.getSchemas("public").get(0);
            schema.getTables().forEach(table -> {
                table.fields();
                table.getKeys();
                table.getReferences();
                table.getChecks();
                table.getIndexes();
            });
            schema.getSequences();
        }
    },

    LIQUIBASE {
        @Override
        void look(TestDatabase database, Connection session) throws Exception {
            // It closes its connection.
            try (Database target = liquibase(database)) {
                quietly(() -> SnapshotGeneratorFactory.getInstance()
                        .createSnapshot(target.getDefaultSchema(), target, new SnapshotControl(target)));
            }
        }
    },

    PG_DUMP {
        @Override
        void look(TestDatabase database, Connection session) throws Exception {
            Dump.PROGRAM.run(database.settings(), "--schema-only");
        }
    };

    /** Held here, lest its level is forgotten. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    private static final List<String> QUERIES = List.of(
            "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'public'",
            "SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default, is_identity, is_generated,"
                    + " generation_expression, collation_name, character_maximum_length, numeric_precision, numeric_scale"
                    + " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
            "SELECT c.constraint_name, c.table_name, c.constraint_type, k.check_clause FROM information_schema.table_constraints c"
                    + " LEFT JOIN information_schema.check_constraints k USING (constraint_schema, constraint_name)"
                    + " WHERE c.constraint_schema = 'public'",
            "SELECT r.constraint_name, k.table_name, k.column_name, u.table_name, u.column_name, r.update_rule, r.delete_rule"
                    + " FROM information_schema.referential_constraints r"
                    + " JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)"
                    + " JOIN information_schema.constraint_column_usage u USING (constraint_schema, constraint_name)"
                    + " WHERE r.constraint_schema = 'public'",
            "SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = 'public'",
            "SELECT trigger_name, event_object_table, event_manipulation, action_timing, action_statement"
                    + " FROM information_schema.triggers WHERE trigger_schema = 'public'",
            "SELECT routine_name, routine_type, data_type, routine_definition FROM information_schema.routines"
                    + " WHERE routine_schema = 'public'",
            "SELECT sequence_name, data_type, start_value, minimum_value, maximum_value, increment, cycle_option"
                    + " FROM information_schema.sequences WHERE sequence_schema = 'public'",
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY t.typname, e.enumsortorder");

    /** Looked for once, because each candidate is asked for its version. */
    static final class Dump {

        static final PostgresProgram PROGRAM = find();

        private Dump() {}

        private static PostgresProgram find() {
            try {
                return PostgresProgram.find("pg_dump").orElseThrow();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("pg_dump cannot be asked for its version.", e);
            }
        }
    }

    /** Whether it looks after the first of up, down and up. */
    boolean looksAfterFirst() {
        return true;
    }

    /** @param session that stays open from one look to the next */
    abstract void look(TestDatabase database, Connection session) throws Exception;

    /** Something that Liquibase does, which would tell of it on the console. */
    interface Quiet {

        void run() throws Exception;
    }

    static void quietly(Quiet work) throws Exception {
        LOG.setLevel(Level.OFF);
        Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> work.run());
    }

    /** A database as Liquibase sees it, with a connection of its own. */
    static Database liquibase(TestDatabase database) throws Exception {
        Connection connection = DriverManager.getConnection(
                database.settings().jdbcUrl(),
                database.settings().user(),
                database.settings().password());
        return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
    }

    private static void takeIn(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                rows.getString(column);
            }
        }
    }
}
