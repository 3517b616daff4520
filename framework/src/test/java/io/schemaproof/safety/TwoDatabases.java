package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.estimate.Production;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTracer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Two databases of the same schema, one with ten times the rows of the other, in which each migration finds the same. */
final class TwoDatabases implements AutoCloseable {

    private static final String EMPTY =
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET ALL', current_database()); END $$; SET search_path = public;\n"
                    + "DROP SCHEMA IF EXISTS public, app CASCADE; CREATE SCHEMA public; DROP PUBLICATION IF EXISTS feed;\n";

    private static final String TABLES = """
            CREATE TABLE t (id int PRIMARY KEY, a int, c varchar(50));
            INSERT INTO t SELECT g, g, 'c' || g FROM generate_series(1, ROWS) g;
            CREATE TABLE p (id int PRIMARY KEY);
            INSERT INTO p SELECT id FROM t;
            """;

    /** Enough for the smaller tables of an example. */
    private static final int FEW = 20;

    private final TestDatabase small;
    private final TestDatabase large;
    /** Kept open: a new session plans all queries of the catalogue anew. */
    private final Connection reader;

    private final Set<Hazard> untold;
    private final Map<String, Catalog> schemas = new HashMap<>();
    private String version = "17.2";
    private Production production = Production.unknown();

    /** @param untold what other tests look at */
    TwoDatabases(Hazard... untold) throws SQLException {
        this.untold = Set.of(untold);
        DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
        small = TestDatabase.create(server);
        large = TestDatabase.create(server);
        reader = large.connect();
    }

    /** The findings about a migration that its tool sends in one transaction. */
    List<Finding> judge(String sql) throws SQLException {
        return judge("", sql, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    /** The findings about a migration that is sent statement by statement. */
    List<Finding> judgeApart(String sql) throws SQLException {
        return judge("", sql, ExecutionMode.STATEMENTS);
    }

    /** The findings where production has this version. */
    List<Finding> judgeApartOn(String production, String sql) throws SQLException {
        version = production;
        try {
            return judgeApart(sql);
        } finally {
            version = "17.2";
        }
    }

    /** The findings where this is known of production. */
    List<Finding> judgeIn(Production known, String more, String sql) throws SQLException {
        production = known;
        try {
            return judge(more, sql, ExecutionMode.STATEMENTS_IN_TRANSACTION);
        } finally {
            production = Production.unknown();
        }
    }

    /** @param more what there is beside t and p; ROWS stands for the number of rows */
    List<Finding> judge(String more, String sql, ExecutionMode mode) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        judgeNext(migration(sql, mode), begin(TABLES + more, 200), findings);
        return told(findings);
    }

    /** The same, held against what the text claims. */
    Evidence weigh(String more, String sql, ExecutionMode mode) throws SQLException {
        TracedMigration traced = traced(migration(sql, mode), begin(TABLES + more, 200));
        return Evidence.of(traced, told(SafetyRules.judge(traced, version)));
    }

    private List<Finding> told(List<Finding> findings) {
        return findings.stream()
                .filter(finding ->
                        untold.stream().noneMatch(hazard -> hazard.id().equals(finding.rule())))
                .toList();
    }

    /** A migration with this up. */
    static Migration migration(String sql, ExecutionMode mode) {
        Script up = new Script(Path.of("/nowhere/V1__x.sql"), "V1__x.sql", sql, 1, ScriptDialect.SERVER, mode);
        return new Migration("1", "x", up, Optional.empty(), false, Optional.empty());
    }

    /** The findings about migrations that come one after the other. */
    List<Finding> judgeAll(String production, String tables, List<Migration> migrations) throws SQLException {
        version = production;
        List<Finding> findings = new ArrayList<>();
        Catalog last = begin(tables, FEW);
        for (Migration migration : migrations) {
            last = judgeNext(migration, last, findings);
        }
        return findings;
    }

    /** What is said of the schema behind migrations, as of the last of them. */
    List<Finding> judgeEnd(String tables, List<Migration> migrations) throws SQLException {
        prepare(large, EMPTY + tables, FEW);
        Catalog first = catalog();
        Map<String, LeftOver> before = LeftOver.in(first, large.dataSource());
        for (Migration migration : migrations) {
            assertThat(MigrationRunner.on(large.settings()).run(migration.up()).firstError())
                    .isEmpty();
        }
        Catalog end = catalog();
        Map<String, LeftOver> after = LeftOver.in(end, large.dataSource());
        after.keySet().removeAll(before.keySet());
        after.values().removeIf(left -> !left.isNews(first, end, Set.of()));
        return LeftOver.in(migrations.get(migrations.size() - 1).up(), List.copyOf(after.values()));
    }

    /** Make the databases anew, and return the schema, which is the same each time. */
    private Catalog begin(String tables, int rows) throws SQLException {
        prepare(small, EMPTY + tables, rows);
        prepare(large, EMPTY + tables, 10 * rows);
        if (!schemas.containsKey(tables)) {
            schemas.put(tables, catalog());
        }
        return Objects.requireNonNull(schemas.get(tables));
    }

    /** Apply a migration, and return the schema behind it. */
    private Catalog judgeNext(Migration migration, Catalog before, List<Finding> findings) throws SQLException {
        TracedMigration traced = traced(migration, before);
        findings.addAll(SafetyRules.judge(traced, version));
        return traced.after();
    }

    private TracedMigration traced(Migration migration, Catalog before) throws SQLException {
        Optional<TestDatabase> other =
                TimeZoneWork.isMentionedIn(migration.up()) ? Optional.of(small.copy()) : Optional.empty();
        AcceptedWrites writes = AcceptedWrites.of(before, reader, () -> reader);
        ScriptTrace little = trace(small, migration.up());
        ScriptTrace much = trace(large, migration.up());
        assertThat(much.run().firstError()).isEmpty();
        Optional<ScriptTrace> elsewhere = Optional.empty();
        if (other.isPresent()) {
            try (TestDatabase copy = other.get()) {
                prepare(
                        copy,
                        "ALTER DATABASE \"" + copy.name() + "\" SET TimeZone = '" + TimeZoneWork.ELSEWHERE + "'",
                        0);
                elsewhere = Optional.of(trace(copy, migration.up()));
            }
        }
        Catalog after = catalog();
        return TracedMigration.of(migration, little, much, before, after)
                .orElseThrow()
                .writing(writes, writes.then(after, reader, () -> reader), PolicyRows.of(before, after, () -> reader))
                .in(production)
                .elsewhere(elsewhere);
    }

    private static ScriptTrace trace(TestDatabase database, Script up) throws SQLException {
        try (StatementTracer tracer = StatementTracer.open(database.settings())) {
            return tracer.run(up);
        }
    }

    private Catalog catalog() throws SQLException {
        return CatalogReader.read(reader);
    }

    private static void prepare(TestDatabase database, String sql, int rows) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("ROWS", String.valueOf(rows)));
        }
    }

    Connection connect() throws SQLException {
        return large.connect();
    }

    @Override
    public void close() throws SQLException {
        reader.close();
        small.close();
        large.close();
    }
}
