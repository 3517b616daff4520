package io.schemaproof.reports;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.diff.ChangeKind;
import io.schemaproof.diff.Weight;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.Observation;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.Timeouts;
import io.schemaproof.trace.TracedRelation;
import io.schemaproof.verify.result.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Evidence of every kind, about a table with a name that is markup and a column with a password. */
final class EvidenceSamples {

    static final String HOSTILE = "public.\"<script>alert(1)</script>\"";
    static final String SECRET = "hunter2";

    private static final Relation USERS = new Relation("public", "users");
    private static final Statement STATEMENT =
            new Statement("UPDATE users SET password = '" + SECRET + "' WHERE name = '<b>'", "sub/up.sql", 1, 1);

    private EvidenceSamples() {}

    static Evidence.SchemaChange change() {
        CatalogObject table = object(ObjectKind.TABLE, HOSTILE, Optional.empty(), Map.of());
        CatalogObject password = object(
                ObjectKind.COLUMN,
                HOSTILE + ".password",
                Optional.of(table.id()),
                Map.of("type", "text", "nullable", "no", "default", "'" + SECRET + "'::text"));
        return new Evidence.SchemaChange(
                "what the up changes",
                new CatalogDiff(List.of(
                        new Change.Added(table, List.of(password)),
                        new Change.Removed(
                                object(ObjectKind.TABLE, "public.old", Optional.empty(), Map.of()), List.of()),
                        new Change.Altered(
                                new ObjectId(ObjectKind.COLUMN, "public.users.id"),
                                "type",
                                Optional.of("integer"),
                                Optional.of("bigint"),
                                Weight.SIGNIFICANT,
                                ChangeKind.TYPE))));
    }

    static Evidence.Locks locks() {
        TracedRelation users = new TracedRelation("public", "users", RelationKind.TABLE, Optional.empty(), true);
        StatementOutcome outcome =
                new StatementOutcome(STATEMENT, Duration.ofMillis(3), 1, List.of(), Optional.empty());
        StatementTrace first = new StatementTrace(
                1,
                outcome,
                Observation.IN_TRANSACTION,
                1,
                Timeouts.NONE,
                List.of(),
                List.of(new RelationLock(users, LockMode.ACCESS_EXCLUSIVE, Optional.empty())),
                List.of(new FileChange(users, FileChange.Kind.REWRITTEN, 8192, 16384)),
                List.of(),
                List.of(),
                List.of(),
                0,
                Duration.ofMillis(3));
        StatementTrace second = new StatementTrace(
                2,
                outcome,
                Observation.IN_TRANSACTION,
                1,
                Timeouts.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                Duration.ofMillis(3));
        MigrationRun run = new MigrationRun(script(), List.of(outcome, outcome), Duration.ofMillis(6));
        return new Evidence.Locks("locks of the up", new ScriptTrace(run, List.of(first, second), List.of()));
    }

    static Evidence.RowCounts rows() {
        return new Evidence.RowCounts(
                "rows of the tables",
                List.of(
                        new Evidence.RowCounts.Moment(
                                "before the up",
                                new TreeMap<>(Map.of(USERS, 100L)),
                                new TreeMap<>(Map.of(USERS, 81920L))),
                        new Evidence.RowCounts.Moment(
                                "after the up",
                                new TreeMap<>(Map.of(USERS, 40L, new Relation("public", "<script>"), 1L)),
                                new TreeMap<>(Map.of(USERS, 20L << 20)))));
    }

    static Evidence.Plans plans() {
        PlanNode scan = new PlanNode(
                "Seq Scan",
                Optional.of(USERS),
                Optional.empty(),
                new TreeMap<>(Map.of("Plan Rows", 5.0, "Filter", "(email = '" + SECRET + "'::text)")),
                List.of());
        PlanNode search = new PlanNode(
                "Index Scan",
                Optional.of(USERS),
                Optional.of("<i>"),
                new TreeMap<>(Map.of("Plan Rows", 1.0)),
                List.of());
        return new Evidence.Plans("plan of shop.by_email", plan(search), plan(scan), List.of(scan));
    }

    static Evidence.QueryCosts costs() {
        return new Evidence.QueryCosts(
                "what the queries cost",
                List.of(new Evidence.QueryCosts.Cost(
                        "shop.<script>",
                        OptionalDouble.of(0.2),
                        OptionalDouble.of(0.9),
                        OptionalLong.of(3),
                        OptionalLong.of(30))));
    }

    static Evidence.ClientWaits waits() {
        return new Evidence.ClientWaits(
                "who waited for the up",
                List.of(new Evidence.ClientWaits.Wait(
                        "SELECT id FROM users", STATEMENT, "public.users", "ACCESS EXCLUSIVE", true)));
    }

    static Evidence.ServerMessages messages() {
        return new Evidence.ServerMessages(
                "what the server said of the up",
                List.of(new Evidence.ServerMessages.Message(STATEMENT, "NOTICE: <b> has '" + SECRET + "'")));
    }

    static Evidence.Plan plan() {
        return new Evidence.Plan("the plan", plans().after(), plans().guilty());
    }

    /** Of a hundred runs one took very long. */
    static Evidence.Times times() {
        List<Duration> runs = new ArrayList<>(Collections.nCopies(60, Duration.ofNanos(1_200_000)));
        runs.addAll(Collections.nCopies(39, Duration.ofNanos(2_700_000)));
        runs.add(Duration.ofMillis(900));
        return new Evidence.Times(
                "how long the query ran",
                List.of(
                        new Evidence.Times.Series("the <query>", runs),
                        new Evidence.Times.Series("SELECT 1", List.of(Duration.ofNanos(90_000)))),
                Optional.of(Duration.ofMillis(2)));
    }

    static Evidence.Rows some() {
        return new Evidence.Rows(
                "failing rows",
                List.of("id", "<b>"),
                List.of(Arrays.asList("1", null), List.of("2", "a,\"b\""), List.of("3", "")),
                true);
    }

    static Evidence.Sql sql() {
        return new Evidence.Sql("the query", "SELECT * FROM users WHERE password = '" + SECRET + "'");
    }

    static List<Evidence> all() {
        return List.of(
                change(), locks(), rows(), plans(), costs(), waits(), messages(), plan(), times(), some(), sql());
    }

    private static Script script() {
        return Samples.CUSTOMERS.up();
    }

    private static QueryPlan plan(PlanNode root) {
        return new QueryPlan(root, ExplainOptions.plan(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static CatalogObject object(
            ObjectKind kind, String identity, Optional<ObjectId> parent, Map<String, String> attributes) {
        return new CatalogObject(new ObjectId(kind, identity), parent, new TreeMap<>(attributes), Optional.empty());
    }
}
