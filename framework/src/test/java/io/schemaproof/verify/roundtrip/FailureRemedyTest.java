package io.schemaproof.verify.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What to write instead, by what the server says of an up that fails. One verification for all. */
class FailureRemedyTest {

    private record Case(String up, String message, String remedy) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "LOCK TABLE a;",
                    "25P01",
                    "Put BEGIN; before it and COMMIT; behind what belongs to it. If your tool opens"),
            new Case(
                    "CREATE TABLE a (id int);", "42P07", "Something made it before. Look for the migration that does;"),
            new Case("DROP TABLE a;", "2BP01", "Drop what depends on it first, in the opposite order of the up."),
            new Case(
                    "CREATE UNIQUE INDEX ON a (n);",
                    "23505",
                    "The rows that are there do not satisfy it. Mend or remove them"),
            new Case(
                    "INSERT INTO seeded (name) VALUES ('b');",
                    "23505",
                    "The statement leaves id to its default. If that is a sequence, rows were put in with numbers of their own, and it was not moved past"
                            + " them. Behind those rows, in their migration: SELECT setval(pg_get_serial_sequence('public.seeded', 'id'),"
                            + " (SELECT max(id) FROM public.seeded));"),
            new Case(
                    "INSERT INTO seeded (id, name) VALUES (1, 'b');",
                    "23505",
                    "The rows that are there do not satisfy it. Mend or remove them"),
            new Case(
                    "ALTER TABLE a ALTER n TYPE bigint;",
                    "0A000",
                    "Drop what uses the column before, in the same script, and make it again behind: view v."),
            new Case(
                    "BEGIN; CREATE INDEX CONCURRENTLY i ON a (n); COMMIT;",
                    "25001",
                    "Put the statement into a migration"));

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() throws IOException {
        List<String> ups = new ArrayList<>(
                List.of(
                        "CREATE TABLE a (id int PRIMARY KEY, n int); INSERT INTO a VALUES (1, 1), (2, 1); CREATE VIEW v AS SELECT n FROM a;"
                                + " CREATE TABLE seeded (id serial PRIMARY KEY, name text); INSERT INTO seeded VALUES (1, 'a');"));
        CASES.forEach(each -> ups.add(each.up()));
        ups.add("BEGIN; LOCK TABLE a; COMMIT;");
        for (int i = 0; i < ups.size(); i++) {
            Files.writeString(folder.resolve("00" + (i + 1) + "_step.sql"), ups.get(i) + "\n");
        }
        results = RoundTrip.of(MigrationReader.read(folder)).evaluate().migrations();
    }

    static Stream<Case> cases() {
        return CASES.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_message_says_what_to_write_instead(Case expected) {
        Finding finding = results.get(1 + CASES.indexOf(expected)).findings().get(0);

        assertThat(finding.rule()).isEqualTo("roundtrip.up-fails");
        assertThat(finding.message()).contains("ERROR " + expected.message() + ": ");
        assertThat(finding.remedy()).startsWith(expected.remedy());
    }

    @Test
    void a_lock_in_a_transaction_of_the_script_s_own_is_no_finding() {
        assertThat(results.get(results.size() - 1).findings())
                .extracting(Finding::rule)
                .doesNotContain("roundtrip.up-fails");
    }
}
