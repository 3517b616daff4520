package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A snapshot changes if and only if the output of pg_dump does. */
class PgDumpOracleTest {

    private static final int VERSION = 15;

    /** Each statement costs a pg_dump, so without being asked for all only the first part of each section runs. */
    private static final boolean ALL = "all".equals(System.getProperty("schemaproof.test.oracle"));

    /** The server is of its own: the globals of a shared one change under the test's feet. */
    private static Optional<DatabaseServer> server = Optional.empty();

    private static PgDump pgDump;

    @BeforeAll
    static void start() throws SQLException {
        Optional<PgDump> found = PgDump.find().filter(tool -> tool.majorVersion() >= VERSION);
        assumeTrue(
                found.isPresent(),
                "NOT RUN: no pg_dump of version " + VERSION
                        + " or newer is installed; put one into PATH or name its folder"
                        + " with -Dschemaproof.test.pg_dump");
        pgDump = found.orElseThrow();
        DatabaseServer own = Databases.start(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(VERSION));
        server = Optional.of(own);
        try (Connection connection = own.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE oracle_owner SUPERUSER; CREATE ROLE oracle_reader");
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(DatabaseServer::close);
    }

    @TestFactory
    Stream<DynamicTest> a_snapshot_changes_if_and_only_if_the_output_of_pg_dump_does() {
        List<OracleStatements.Section> sections = OracleStatements.read(ALL);
        assertThat(sections).hasSizeGreaterThan(5);
        assertThat(sections.stream()
                        .mapToInt(section -> section.statements().size())
                        .sum())
                .isGreaterThanOrEqualTo(250);
        // pg_dump takes most of the time, so two run at once; the sections share nothing but the roles made above.
        ExecutorService workers = Executors.newFixedThreadPool(2);
        Map<String, Future<List<String>>> results = new LinkedHashMap<>();
        sections.forEach(section -> results.put(section.name(), workers.submit(() -> compare(section))));
        workers.shutdown();
        return results.entrySet().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.getKey(),
                        () -> assertThat(result.getValue().get())
                                .as("statements on which snapshot and pg_dump disagree")
                                .isEmpty()));
    }

    private static List<String> compare(OracleStatements.Section section) throws SQLException {
        boolean globals = section.name().equals("globals");
        List<String> disagreements = new ArrayList<>();
        try (TestDatabase database = TestDatabase.create(server.orElseThrow());
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Catalog catalog = snapshot(connection, globals);
            String dump = dump(database, globals);
            for (OracleStatements.Entry entry : section.statements()) {
                try {
                    statement.execute(entry.sql().replace("current_database_name", database.name()));
                } catch (SQLException e) {
                    disagreements.add(entry.sql() + "\n    failed: " + e.getMessage());
                    continue;
                }
                Catalog nextCatalog = snapshot(connection, globals);
                String nextDump = dump(database, globals);
                boolean catalogChanged = !nextCatalog.equals(catalog);
                boolean dumpChanged = !nextDump.equals(dump);
                if (catalogChanged != entry.changesSnapshot(dumpChanged)
                        || dumpChanged != entry.changesDump(catalogChanged)) {
                    disagreements.add(entry.sql() + "\n    snapshot: "
                            + CatalogDiff.between(catalog, nextCatalog).describe() + "\n    pg_dump: "
                            + LineChanges.between(dump, nextDump));
                }
                catalog = nextCatalog;
                dump = nextDump;
            }
        }
        return disagreements;
    }

    private static Catalog snapshot(Connection connection, boolean globals) {
        Catalog catalog = CatalogReader.read(connection);
        return globals ? catalog.filter(object -> object.id().kind().isClusterWide()) : catalog.withoutClusterWide();
    }

    private static String dump(TestDatabase database, boolean globals) {
        return globals ? pgDump.globals(database.settings()) : pgDump.schema(database.settings());
    }
}
