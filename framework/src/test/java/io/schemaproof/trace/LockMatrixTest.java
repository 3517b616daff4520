package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.safety.Hazard;
import io.schemaproof.safety.SafetyRules;
import io.schemaproof.safety.TextClaims;
import io.schemaproof.safety.TextRule;
import io.schemaproof.safety.TracedMigration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The measured locks, files and passes of statements on servers 11 to 18 are those that a trace sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockMatrixTest {

    private static final ServerRequest REQUEST = ServerRequest.from(Configuration.ofSystem());

    private static final Catalog NOTHING = new Catalog(new TreeMap<>(), List.of());

    private @Nullable TestDatabase base;
    private @Nullable TestDatabase database;
    private @Nullable StatementTracer tracer;
    private @Nullable String prepared;

    /** In the order of their setups, so that those with the same one share a database. */
    static List<MatrixRow> rows() throws IOException, ParseException {
        return all().filter(row -> row.isFor(REQUEST.majorVersion()))
                .sorted(Comparator.comparing(MatrixRow::setup))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_trace_sees_what_was_measured(MatrixRow row) throws SQLException, IOException {
        Script script = script("BEGIN;\n" + row.sql() + ";\nROLLBACK;");
        ScriptTrace trace = prepared(row.setup()).run(script);

        StatementTrace statement = trace.statements().get(1);
        assertThat(row.seen(statement, REQUEST.majorVersion())).as(row.sql()).isEqualTo(row.expected());
        assertThat(isInTheWayForLong(script, trace)).as(row.sql()).isEqualTo(row.isInTheWayForLong());
    }

    /** On tables of one size nobody knows how work grows, so every work that somebody may have to wait for must be named. */
    private static boolean isInTheWayForLong(Script script, ScriptTrace trace) {
        Migration migration = new Migration("1", "x", script, Optional.empty(), false, Optional.empty());
        return SafetyRules.judge(
                        TracedMigration.of(migration, trace, trace, NOTHING, NOTHING)
                                .orElseThrow(),
                        "17.2")
                .stream()
                .anyMatch(finding -> finding.rule().equals(Hazard.NOT_CHECKED.id()));
    }

    @Test
    void each_row_is_for_one_of_the_supported_versions_or_older() throws IOException, ParseException {
        assertThat(all().toList()).hasSize(135);
        assertThat(rows()).hasSizeGreaterThan(100);
    }

    /** Of the statements that only 14 to 18 know, or that they treat alike. What a trace says of each, the other test holds. */
    @Test
    void the_page_says_where_the_text_is_right() throws IOException, ParseException {
        Map<TextRule, int[]> judged = new EnumMap<>(TextRule.class);
        List<String> unnamed = new ArrayList<>();
        for (MatrixRow row : all().filter(LockMatrixTest::isSupported).toList()) {
            List<TextRule> claims = new TextClaims()
                    .next(row.sql()).stream()
                            .filter(rule -> rule.hazard() == Hazard.BLOCKING_WORK)
                            .toList();
            claims.forEach(rule -> judged.computeIfAbsent(rule, key -> new int[2])[row.isInTheWayForLong() ? 0 : 1]++);
            if (claims.isEmpty() && row.isInTheWayForLong()) {
                unnamed.add(row.name());
            }
        }

        String page = Files.readString(Path.of("../docs/safety.md"));
        judged.forEach((rule, count) ->
                assertThat(page).contains("| " + rule.names() + " | " + count[0] + " | " + count[1] + " |"));
        assertThat(page)
                .contains("No rule of the text names " + unnamed.size() + " others that are in the way for long");
        assertThat(unnamed).contains("set unlogged", "alter domain validate", "update all rows");
    }

    /** Those that end in an error lock nobody for long. */
    private static boolean isSupported(MatrixRow row) {
        return IntStream.rangeClosed(14, 18).anyMatch(row::isFor)
                && !row.locks().startsWith("ERR ");
    }

    @AfterAll
    void close() throws SQLException {
        closeTracer();
        if (base != null) {
            base.close();
        }
    }

    private StatementTracer prepared(String setup) throws SQLException, IOException {
        if (!setup.equals(prepared)) {
            closeTracer();
            database = base().copy();
            tracer = StatementTracer.open(database.settings());
            MigrationRun run = tracer.run(script(setup)).run();
            assertThat(run.firstError()).isEmpty();
            prepared = setup;
        }
        return Objects.requireNonNull(tracer);
    }

    private TestDatabase base() throws SQLException, IOException {
        if (base == null) {
            base = TestDatabase.create(Databases.shared(REQUEST));
            try (var connection = base.connect();
                    var statement = connection.createStatement()) {
                statement.execute(resource("lock-matrix-setup.sql"));
            }
        }
        return base;
    }

    private void closeTracer() throws SQLException {
        if (tracer != null) {
            tracer.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private static Script script(String text) {
        return new Script(
                Path.of("/nowhere/V1__x.sql"), "V1__x.sql", text, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }

    private static Stream<MatrixRow> all() throws IOException, ParseException {
        return ((List<?>) new JSONParser().parse(resource("lock-matrix.json")))
                .stream().map(row -> MatrixRow.of((Map<?, ?>) row));
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(LockMatrixTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
