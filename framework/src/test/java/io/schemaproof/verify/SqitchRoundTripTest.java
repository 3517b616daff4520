package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sqitch's changes: deploy, verify and revert, and those that were reworked. */
class SqitchRoundTripTest {

    private static final String HEAD = "%syntax-version=1.0.0\n%project=shop\n\n";
    private static final String WHO =
            " 2026-01-01T00:00:00Z Somebody <a@example.org> # note, with [brackets] @and #more\n";

    @TempDir
    private Path root;

    private Verification verify(String plan) {
        return RoundTrip.of(new MigrationsOnDisk(root)
                        .file("sqitch.plan", HEAD + plan)
                        .read())
                .evaluate();
    }

    private void change(String name, String deploy, String verify, String revert) {
        new MigrationsOnDisk(root)
                .file("deploy/" + name + ".sql", "BEGIN;\n" + deploy + "\nCOMMIT;\n")
                .file("verify/" + name + ".sql", verify)
                .file("revert/" + name + ".sql", "BEGIN;\n" + revert + "\nCOMMIT;\n");
    }

    private static List<String> names(Verification verification) {
        return verification.migrations().stream()
                .map(result -> result.migration().displayName())
                .toList();
    }

    private static Finding only(MigrationResult result) {
        assertThat(result.findings()).hasSize(1);
        return result.findings().get(0);
    }

    @Test
    void changes_are_deployed_verified_and_reverted_in_the_order_of_the_plan() {
        change("a", "CREATE TABLE a (id int);", "BEGIN;\nSELECT id FROM a WHERE FALSE;\nROLLBACK;\n", "DROP TABLE a;");
        change(
                "f@v1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
                "SELECT 1 / count(*) FROM pg_proc WHERE proname = 'f' AND prosrc = 'SELECT 1';",
                "DROP FUNCTION f();");
        change(
                "f",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';",
                "SELECT f();",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';");

        Verification verification = verify("a" + WHO + "f [a other:thing]" + WHO + "@v1" + WHO + "f [f@v1]" + WHO);

        assertThat(names(verification)).containsExactly("a", "f@v1 @v1", "f");
        assertThat(verification.migrations())
                .allSatisfy(result -> assertThat(result.findings()).isEmpty());
        assertThat(verification.folder().ignored()).isEmpty();
    }

    @Test
    void a_verify_that_fails_proves_nothing_or_changes_something_is_told() {
        change("a", "CREATE TABLE a (id int);", "SELECT 1;\nSELECT wrong\nFROM a;\n", "DROP TABLE a;");
        change("b", "CREATE TABLE b (id int);", "SELECT count(*) FROM a;\n", "DROP TABLE b;");
        change("c", "CREATE TABLE c (id int);", "CREATE TABLE log AS SELECT id FROM c;\n", "DROP TABLE c;");
        change("d", "CREATE TABLE d (id int);", "SELECT id FROM d;\n", "DROP TABLE d;");

        Verification verification = verify("a" + WHO + "b" + WHO + "c" + WHO + "d" + WHO);

        Finding fails = only(verification.migrations().get(0));
        assertThat(fails.rule()).isEqualTo("roundtrip.verify-fails");
        assertThat(fails.file()).contains("verify/a.sql");
        assertThat(fails.line()).isEqualTo(2);
        assertThat(fails.message())
                .contains("The up passed, and the script that verifies it fails: ", "column \"wrong\" does not exist");
        Finding vacuous = only(verification.migrations().get(1));
        assertThat(vacuous.rule()).isEqualTo("roundtrip.verify-vacuous");
        assertThat(vacuous.message()).contains("passes before the up as well, so that it proves nothing of it");
        Finding changes = only(verification.migrations().get(2));
        assertThat(changes.rule()).isEqualTo("roundtrip.verify-changes");
        assertThat(changes.message()).contains("changes the schema:", "public.log");
        assertThat(verification.migrations().get(3).findings()).isEmpty();
    }
}
