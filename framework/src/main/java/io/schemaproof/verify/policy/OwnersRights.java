package io.schemaproof.verify.policy;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Applies migrations as the owner of a database and of all that is in it who is no superuser, as managed services have nobody else. */
final class OwnersRights {

    /** The owner; also the password. */
    static final String ROLE = "schemaproof_owner";

    private static final String DENIED = "42501";

    /** What the owner was not given, since it may belong to a superuser alone, such as an event trigger. */
    private static final String NOT_OWNER = "must be owner of ";

    /** What an extension has made stays the superuser's; what cannot be given away stays, too. */
    private static final String HAND_OVER = """
            DO $$
            DECLARE
                statement text;
            BEGIN
                FOR statement IN
                    SELECT format('ALTER DATABASE %I OWNER TO schemaproof_owner', current_database())
                    UNION ALL
                    SELECT format('GRANT %I TO schemaproof_owner WITH ADMIN OPTION', rolname) FROM pg_roles
                    WHERE oid >= 16384 AND rolname NOT LIKE 'schemaproof\\_%' AND NOT rolsuper
                    UNION ALL
                    SELECT format('ALTER SCHEMA %I OWNER TO schemaproof_owner', nspname) FROM pg_namespace
                    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                    UNION ALL
                    SELECT format('ALTER %s %s OWNER TO schemaproof_owner',
                                  CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                                                 WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, c.oid::regclass)
                    FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND c.relnamespace <> 'pg_toast'::regnamespace
                    UNION ALL
                    SELECT format('ALTER ROUTINE %s OWNER TO schemaproof_owner', p.oid::regprocedure) FROM pg_proc p WHERE p.oid >= 16384
                    UNION ALL
                    SELECT format('ALTER %s %s OWNER TO schemaproof_owner', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype)
                    FROM pg_type t WHERE t.oid >= 16384 AND t.typtype IN ('d', 'e', 'r', 'b') AND t.typelem = 0
                    UNION ALL
                    SELECT format('ALTER STATISTICS %I.%I OWNER TO schemaproof_owner', s.stxnamespace::regnamespace, s.stxname) FROM pg_statistic_ext s
                    UNION ALL
                    SELECT format('ALTER PUBLICATION %I OWNER TO schemaproof_owner', pubname) FROM pg_publication
                LOOP
                    BEGIN
                        EXECUTE statement;
                    EXCEPTION WHEN OTHERS THEN
                        NULL;
                    END;
                END LOOP;
            END $$
            """;

    private OwnersRights() {}

    /** Make the role. */
    static void prepare(DatabaseServer server) throws SQLException {
        execute(
                server.connection("postgres"),
                "CREATE ROLE " + ROLE + " NOSUPERUSER CREATEDB CREATEROLE LOGIN PASSWORD '" + ROLE + "'");
    }

    /** What an up does that its owner may not, on a database that may be changed. */
    static Optional<StatementOutcome> refused(TestDatabase database, Script up) throws SQLException {
        execute(database.settings(), "SET search_path = ''; " + HAND_OVER);
        ConnectionSettings usual = database.settings();
        MigrationRun run;
        try (Connection connection = MigrationRunner.open(
                new ConnectionSettings(usual.host(), usual.port(), usual.database(), ROLE, ROLE))) {
            run = MigrationRunner.on(connection).run(up);
        }
        return run.firstError()
                .filter(outcome ->
                        outcome.error().filter(OwnersRights::isDenied).isPresent());
    }

    private static boolean isDenied(StatementError error) {
        return error.sqlState().equals(DENIED) && !error.message().startsWith(NOT_OWNER);
    }

    private static void execute(ConnectionSettings settings, String sql) throws SQLException {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
