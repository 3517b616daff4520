package io.schemaproof.benchmark;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Structural assertions on 136 tables: a table, a column, its type, an index by its columns and a foreign key in turn. pgTAP asks
 * the server each time; ours read the catalogue once, and that is counted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Assertions {

    static final int COUNT = 10_000;
    private static final int TABLES = 136;

    private static @Nullable Path script;
    private static boolean warm;

    private @Nullable TestDatabase database;
    private @Nullable TestDatabase databaseOfPgTap;
    private @Nullable Schema read;
    private @Nullable PostgresProgram psql;

    /** Rounds after which the JVM has compiled what it runs most; psql needs none of them. */
    private static final int WARM_UP = 200;

    @Setup
    public void install(BenchmarkParams params) throws IOException, InterruptedException {
        PostgresProgram program = PostgresProgram.find("psql").orElseThrow();
        TestDatabase target = Lab.schema(program.majorVersion(), TABLES);
        // One of its own: who tests with Schemaproof has none of the thousand functions of pgTAP to read.
        TestDatabase other = Lab.schema(program.majorVersion(), TABLES, "pgTAP");
        psql = program;
        database = target;
        databaseOfPgTap = other;
        if (script == null) {
            Path file = Files.createTempFile("schemaproof-benchmark", ".sql");
            script = file;
            Files.write(file, checks());
            Lab.execute(other, "CREATE SCHEMA tap");
            program.run(
                    other.settings(),
                    "-qX",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-c",
                    "SET search_path = tap",
                    "-f",
                    extension().toString());
        }
        if (!warm && !params.getBenchmark().endsWith("pgTap")) {
            for (int round = 0; round < WARM_UP; round++) {
                check(Schema.of(target.dataSource()));
            }
            warm = true;
        }
        if (params.getBenchmark().endsWith("afterSnapshot")) {
            Schema schema = Schema.of(target.dataSource());
            schema.catalog();
            read = schema;
        }
    }

    /** The catalogue and all assertions. */
    @Benchmark
    public void ours() {
        if (database != null) {
            check(Schema.of(database.dataSource()));
        }
    }

    /** All assertions on a catalogue that has just been read and was asked nothing yet. */
    @Benchmark
    public void afterSnapshot() {
        if (read != null) {
            check(read);
        }
    }

    @Benchmark
    public @Nullable Catalog snapshotAlone() {
        return database == null ? null : Schema.of(database.dataSource()).catalog();
    }

    @Benchmark
    public void pgTap() throws IOException, InterruptedException {
        if (psql != null && databaseOfPgTap != null && script != null) {
            psql.run(databaseOfPgTap.settings(), "-qX", "-v", "ON_ERROR_STOP=1", "-f", script.toString());
        }
    }

    private static void check(Schema schema) {
        for (int i = 0; i < COUNT; i++) {
            int number = i / 5 % TABLES;
            String table = "t" + number;
            switch (i % 5) {
                case 0 -> assertThat(schema).hasTables(table);
                case 1 -> assertThat(schema).table(table).hasColumns("updated_at");
                case 2 -> assertThat(schema).table(table).column("a2").hasType("numeric(12,2)");
                case 3 -> assertThat(schema).table(table).index(on("a0")).isValid();
                default -> {
                    if (number > 0) {
                        assertThat(schema).table(table).foreignKey("parent_id").references("t" + (number - 1), "id");
                    }
                }
            }
        }
    }

    private static List<String> checks() {
        List<String> lines = new ArrayList<>(List.of("SET search_path = tap, public;", "SELECT no_plan();"));
        for (int i = 0; i < COUNT; i++) {
            int number = i / 5 % TABLES;
            String table = "'public', 't" + number + "'";
            lines.add(
                    switch (i % 5) {
                        case 0 -> "SELECT has_table(" + table + "::name);";
                        case 1 -> "SELECT has_column(" + table + ", 'updated_at', '');";
                        case 2 -> "SELECT col_type_is(" + table + ", 'a2', 'numeric(12,2)', '');";
                        case 3 -> "SELECT has_index(" + table + ", 't" + number + "_i0', 'a0'::name, '');";
                        default ->
                            number > 0
                                    ? "SELECT fk_ok(" + table + ", 'parent_id', 'public', 't" + (number - 1)
                                            + "', 'id', '');"
                                    : "";
                    });
        }
        lines.add("SELECT * FROM finish(true);");
        return lines;
    }

    /** The script of pgTAP's extension: its functions need nothing of the server but SQL and PL/pgSQL. */
    private static Path extension() throws IOException {
        try (var files = Files.walk(Path.of("/usr/share/postgresql"))) {
            return files.filter(file -> file.getFileName().toString().matches("pgtap--\\d+\\.\\d+\\.\\d+\\.sql"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("pgTAP is not installed; Debian has it as postgresql-15-pgtap."));
        }
    }

    static void cleanUp() {
        try {
            if (script != null) {
                Files.deleteIfExists(script);
            }
        } catch (IOException e) {
            // The system's temporary folder is emptied anyway.
        }
    }
}
