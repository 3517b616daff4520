package io.schemaproof.reports;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A verification of four migrations, as the checks would report it. */
final class Samples {

    static final Migration CUSTOMERS = migration("1", "create customers", "CREATE TABLE customers (id int);", true);
    static final Migration ORDERS = migration("2", "create orders", "CREATE TABLE orders (id int);", true);
    static final Migration TYPO = migration("3", "typo", "CREATE TABEL x (id int);", false);
    static final Migration WRITTEN_IN_GO = migration("4", "backfill", "", false);

    static final Finding TRACE = new Finding(
            "roundtrip.leaves-trace",
            Severity.ERROR,
            Optional.of("public.order_state"),
            Optional.of("sub/2_create_orders.down.sql"),
            3,
            "Type public.order_state is still there after the down – “état”.",
            "Add DROP TYPE order_state.",
            facts("kind", "type", "sqlstate", "42601"));

    static final Finding ORDER_NOTE = new Finding(
            "roundtrip.column-order",
            Severity.NOTE,
            Optional.empty(),
            Optional.empty(),
            0,
            "Columns come back in another order.",
            "",
            Map.of());

    static final Finding SYNTAX = new Finding(
            "migration.up-fails",
            Severity.ERROR,
            Optional.empty(),
            Optional.of("sub/3_typo.up.sql"),
            1,
            "ERROR: syntax error at or near \"TABEL\"",
            "",
            Map.of());

    static final Finding NOT_RUN = warning("roundtrip.not-run", "It is written in Go.");
    static final Finding ENUM_WARNING = warning("roundtrip.enum-value-stays", "An enum value stays.");

    static final MigrationResult PASSED = new MigrationResult(
            CUSTOMERS,
            MigrationVerdict.OK,
            OptionalDouble.of(12.3456),
            OptionalDouble.of(0.00004),
            OptionalDouble.of(7),
            List.of(ORDER_NOTE));
    static final MigrationResult LEAVES_TRACE = new MigrationResult(
            ORDERS,
            MigrationVerdict.LEAVES_TRACE,
            OptionalDouble.of(1),
            OptionalDouble.of(2),
            OptionalDouble.empty(),
            List.of(TRACE, ORDER_NOTE));
    static final MigrationResult UP_FAILS = new MigrationResult(
            TYPO,
            MigrationVerdict.UP_FAILS,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(SYNTAX));
    static final MigrationResult INCONCLUSIVE = new MigrationResult(
            WRITTEN_IN_GO,
            MigrationVerdict.INCONCLUSIVE,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(NOT_RUN));

    static final MigrationFolder FOLDER = new MigrationFolder(
            Path.of("db/migration"), "golang-migrate", List.of(CUSTOMERS, ORDERS, TYPO, WRITTEN_IN_GO), List.of());

    static final Verification VERIFICATION = new Verification(
            "0.1.0",
            "17.11",
            "embedded",
            FOLDER,
            List.of(PASSED, LEAVES_TRACE, UP_FAILS, INCONCLUSIVE),
            Duration.ofMillis(2345));

    private Samples() {}

    /** The same on other rows. */
    static Verification withParameters(Map<String, String> parameters) {
        return new Verification(
                VERIFICATION.tool(),
                VERIFICATION.serverVersion(),
                VERIFICATION.provider(),
                FOLDER,
                VERIFICATION.migrations(),
                VERIFICATION.time(),
                new TreeMap<>(parameters));
    }

    /** Tells a listener what the checks would tell it: the whole chain comes after the steps, the verdicts at the end. */
    static void tellMigrations(VerificationListener listener) {
        listener.migrationStarted(CUSTOMERS);
        listener.checkFinished(
                new CheckResult(CUSTOMERS, "up", true, List.of(), Map.of("millis", "12.3", "rows", "0")));
        listener.checkFinished(new CheckResult(CUSTOMERS, "down leaves no trace", true, List.of(ORDER_NOTE), Map.of()));
        listener.migrationStarted(ORDERS);
        listener.checkFinished(new CheckResult(ORDERS, "up", true, List.of(), Map.of()));
        listener.checkFinished(
                new CheckResult(ORDERS, "down leaves no trace", false, List.of(TRACE), Map.of("objects", "7")));
        listener.migrationStarted(TYPO);
        listener.checkFinished(new CheckResult(TYPO, "up", false, List.of(SYNTAX), Map.of()));
        listener.migrationStarted(WRITTEN_IN_GO);
        listener.checkFinished(new CheckResult(WRITTEN_IN_GO, "up", false, List.of(NOT_RUN), Map.of()));
        listener.checkFinished(new CheckResult(CUSTOMERS, "chain", false, List.of(ENUM_WARNING), Map.of()));
        listener.migrationFinished(PASSED);
        listener.migrationFinished(LEAVES_TRACE);
        listener.migrationFinished(UP_FAILS);
        listener.migrationFinished(INCONCLUSIVE);
    }

    private static Migration migration(String version, String description, String sql, boolean hasDown) {
        String name = version + "_" + description.replace(' ', '_');
        Optional<Script> down = hasDown ? Optional.of(script(name + ".down.sql", "-- back")) : Optional.empty();
        return new Migration(version, description, script(name + ".up.sql", sql), down, false, Optional.empty());
    }

    private static Finding warning(String rule, String message) {
        return new Finding(rule, Severity.WARNING, Optional.empty(), Optional.empty(), 0, message, "", Map.of());
    }

    private static Script script(String name, String sql) {
        String path = "sub/" + name;
        return new Script(
                Path.of("db/migration").resolve(path), path, sql, 1, ScriptDialect.SERVER, ExecutionMode.WHOLE);
    }

    private static Map<String, String> facts(String... keysAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            facts.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return facts;
    }
}
