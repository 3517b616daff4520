package io.schemaproof.systems.vehicles;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.fixtures.vehicles.VehicleTable;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.systems.ScriptedDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Hand out databases in the states that the guide passes through, each made once and cloned. */
final class VehicleDatabases {

    /** The states, in the guide's order. */
    private enum State {
        BEFORE,
        MIGRATED,
        LOADED
    }

    private VehicleDatabases() {}

    /** A database with schema {@code vehicles} as it was. */
    static TestDatabase before() {
        return in(State.BEFORE);
    }

    /** A database after step 3: the old tables are dropped, the new ones are empty. */
    static TestDatabase migrated() {
        return in(State.MIGRATED);
    }

    /** A database after step 7, with all rows, vacuumed and analysed. */
    static TestDatabase loaded() {
        return in(State.LOADED);
    }

    /** The server on which all of them are. */
    static DatabaseServer server() {
        return ScriptedDatabases.server();
    }

    static void execute(TestDatabase database, String sql) {
        ScriptedDatabases.execute(database, sql);
    }

    private static TestDatabase in(State state) {
        return DatabaseTemplate.of(server(), key(state), database -> prepare(database, state))
                .newDatabase();
    }

    private static void prepare(TestDatabase database, State state) throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.BEFORE);
        if (state != State.BEFORE) {
            VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION);
        }
        if (state == State.LOADED) {
            try (Connection connection = database.connect()) {
                VehicleLoad.replaceAll(connection);
            }
            PlannerStatistics.refresh(database.dataSource());
        }
        // "No error messages in PostgreSQL logs", of the load at full size too.
        ServerLog log = ServerLog.of(database);
        if (!log.errors().isEmpty()) {
            throw new IllegalStateException("the server logged errors: " + log.errors());
        }
    }

    private static String key(State state) {
        String scripts =
                Arrays.stream(VehicleScript.values()).map(VehicleScript::text).collect(Collectors.joining("\n"));
        String rows = Arrays.stream(VehicleTable.values())
                .map(table -> table.copyStatement() + table.rows())
                .collect(Collectors.joining("\n"));
        return "vehicles " + state + "\n" + scripts + "\n" + rows;
    }
}
