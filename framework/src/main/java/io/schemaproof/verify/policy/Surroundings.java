package io.schemaproof.verify.policy;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where and how a migration is applied.
 *
 * @param others what is not as usual
 */
record Surroundings(Set<Surrounding> others) {

    /** The superuser who applies migrations elsewhere; also the password. */
    static final String ROLE = "schemaproof_deployer";

    /** Fourteen hours before Greenwich, and far from the usual UTC on every day of the year. */
    static final String TIME_ZONE = "Pacific/Kiritimati";

    /**
     * The functions that give the time, moved; the words of the standard, such as CURRENT_DATE, cannot be. More than a year, so that
     * year, month and day are others.
     */
    private static final String CLOCK = """
            CREATE OR REPLACE FUNCTION pg_catalog.FUNCTION_NAME() RETURNS timestamptz LANGUAGE sql STABLE STRICT PARALLEL SAFE
            AS $$ SELECT CURRENT_TIMESTAMP + interval '400 days' $$""";

    /** These zones are 26 hours apart, so in one of them it is another day than here at any moment. */
    private static final String ANOTHER_DAY = "SELECT set_config('TimeZone', CASE WHEN"
            + " (CURRENT_TIMESTAMP AT TIME ZONE '" + TIME_ZONE + "')::date <> CURRENT_DATE THEN '" + TIME_ZONE
            + "' ELSE 'Etc/GMT+12' END, false)";

    /** Eleven hours ahead before noon and eleven behind after it, so that it is the same day as here, where it is UTC. */
    private static final String SAME_DAY = "SELECT set_config('TimeZone', CASE WHEN"
            + " extract(hour FROM CURRENT_TIMESTAMP AT TIME ZONE 'UTC') < 12 THEN 'Etc/GMT-11' ELSE 'Etc/GMT+11' END, false)";

    static final Surroundings USUAL = new Surroundings(EnumSet.noneOf(Surrounding.class));
    static final Surroundings OTHER = new Surroundings(
            EnumSet.of(Surrounding.CLOCK, Surrounding.TIME_ZONE, Surrounding.FORMATS, Surrounding.USER));

    Surroundings {
        others = Set.copyOf(others);
    }

    static Surroundings with(Surrounding one) {
        return new Surroundings(EnumSet.of(one));
    }

    /** Make what is needed of a server. */
    static void prepare(DatabaseServer server) throws SQLException {
        execute(server.connection("postgres"), "CREATE ROLE " + ROLE + " SUPERUSER LOGIN PASSWORD '" + ROLE + "'");
    }

    /** Make what is needed of a database. */
    void prepare(TestDatabase database) throws SQLException {
        if (others.contains(Surrounding.CLOCK)) {
            for (String function : new String[] {"now", "transaction_timestamp", "statement_timestamp"}) {
                execute(database.settings(), CLOCK.replace("FUNCTION_NAME", function));
            }
        }
    }

    /** Run a script there. */
    MigrationRun run(TestDatabase database, Script script) throws SQLException {
        ConnectionSettings usual = database.settings();
        ConnectionSettings settings = others.contains(Surrounding.USER)
                ? new ConnectionSettings(usual.host(), usual.port(), usual.database(), ROLE, ROLE)
                : usual;
        try (Connection connection = MigrationRunner.open(settings);
                Statement statement = connection.createStatement()) {
            if (others.contains(Surrounding.DATE)) {
                statement.execute(ANOTHER_DAY);
            }
            if (others.contains(Surrounding.TIME_ZONE_OF_THE_DAY)) {
                statement.execute(SAME_DAY);
            }
            if (others.contains(Surrounding.TIME_ZONE)) {
                statement.execute("SET TimeZone = '" + TIME_ZONE + "'");
            }
            if (others.contains(Surrounding.FORMATS)) {
                for (String setting : Surrounding.FORMAT_SETTINGS) {
                    statement.execute(setting);
                }
                locale(statement);
            }
            return MigrationRunner.on(connection).run(script);
        }
    }

    /** The first of the locales that the server has. */
    private static void locale(Statement statement) throws SQLException {
        for (String locale : Surrounding.LOCALES) {
            try {
                for (String setting : new String[] {"lc_messages", "lc_monetary", "lc_numeric", "lc_time"}) {
                    statement.execute("SET " + setting + " = '" + locale + "'");
                }
                return;
            } catch (SQLException e) {
                if (!"22023".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private static void execute(ConnectionSettings settings, String sql) throws SQLException {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
