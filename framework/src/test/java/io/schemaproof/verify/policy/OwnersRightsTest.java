package io.schemaproof.verify.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an up may do whose owner is no superuser, and what not. */
class OwnersRightsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = RoundTrip.of(new MigrationsOnDisk(folder)
                        .file(
                                "01_start.sql",
                                goose(
                                        "CREATE SCHEMA \"App\"; CREATE TABLE \"App\".t (id serial PRIMARY KEY, a text); CREATE TABLE r (id int REFERENCES \"App\".t);"
                                                + " CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE TYPE pair AS (one int, two int);"
                                                + " CREATE VIEW v AS SELECT id FROM \"App\".t; CREATE MATERIALIZED VIEW m AS SELECT id FROM \"App\".t;"
                                                + " CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE s;"
                                                + " CREATE STATISTICS st ON id, a FROM \"App\".t; CREATE PUBLICATION part FOR TABLE \"App\".t;"
                                                + " CREATE PUBLICATION everything FOR ALL TABLES;"))
                        .file(
                                "02_changes.sql",
                                goose(
                                        "ALTER TABLE \"App\".t ADD b int; ALTER TYPE e RENAME VALUE 'a' TO 'z'; ALTER DOMAIN d ADD CHECK (VALUE > 0);"
                                                + " ALTER TYPE pair ADD ATTRIBUTE three int; CREATE OR REPLACE VIEW v AS SELECT id, a FROM \"App\".t;"
                                                + " REFRESH MATERIALIZED VIEW m; DROP FUNCTION f(e); ALTER SEQUENCE s INCREMENT BY 2; DROP STATISTICS st;"
                                                + " ALTER PUBLICATION part SET TABLE r; CREATE SCHEMA other; DROP SCHEMA other;"))
                        .file("03_trusted.sql", goose("CREATE EXTENSION pg_trgm;"))
                        .file("04_uses.sql", goose("CREATE INDEX ON \"App\".t USING gin (a gin_trgm_ops);"))
                        .file("05_extension.sql", goose("SELECT 1;\nCREATE EXTENSION file_fdw;"))
                        .file(
                                "06_replica.sql",
                                goose("SET session_replication_role = replica; INSERT INTO r VALUES (1);"))
                        .file(
                                "07_triggers.sql",
                                goose("ALTER TABLE r DISABLE TRIGGER ALL; ALTER TABLE r ENABLE TRIGGER ALL;"))
                        .file("08_role.sql", goose("CREATE ROLE rights_reader; GRANT SELECT ON r TO rights_reader;"))
                        .file(
                                "09_grants.sql",
                                goose("GRANT INSERT ON r TO rights_reader; DROP PUBLICATION everything;"))
                        .file(
                                "10_fails.sql",
                                goose(
                                        "DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION 'not I'; END IF; END $$;"))
                        .read())
                .withDeterminism()
                .evaluate()
                .migrations();
    }

    private static String goose(String up) {
        return "-- +goose Up\n-- +goose StatementBegin\n" + up + "\n-- +goose StatementEnd\n";
    }

    private static List<Finding> told(String name) {
        return results.stream()
                .filter(result -> result.migration().description().equals(name))
                .flatMap(result -> PolicyFindings.all(result, PolicyRule.DETERMINISM_NEEDS_SUPERUSER).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            extension | ERROR 42501: permission denied to create extension "file_fdw"
            replica   | ERROR 42501: permission denied to set parameter "session_replication_role"
            triggers  | ERROR 42501: permission denied: "RI_ConstraintTrigger_
            """)
    void what_takes_a_superuser_is_noted(String name, String error) {
        assertThat(told(name)).singleElement().satisfies(note -> {
            assertThat(note.file().orElseThrow()).endsWith("_" + name + ".sql");
            assertThat(note.message())
                    .startsWith("The up passes as a superuser, and fails as the owner of the database who is none: ")
                    .contains(error)
                    .endsWith("\nManaged services give nobody a superuser, and elsewhere it takes one who deploys.");
            assertThat(note.remedy()).startsWith("Where deployments are no superuser's: have this done once, ahead");
            assertThat(note.facts()).containsEntry("sqlState", "42501");
        });
    }

    /** Everything that migrations have made belongs to the owner, and roles may be given what is theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"start", "changes", "trusted", "uses", "role", "grants", "fails"})
    void what_an_owner_may_is_not(String name) {
        // One that fails on either says nothing.
        assertThat(results).extracting(MigrationResult::verdict).doesNotContain(MigrationVerdict.UP_FAILS);
        assertThat(told(name).stream().filter(note -> !note.message().contains("FOR ALL TABLES")))
                .isEmpty();
    }

    @Test
    void the_first_statement_of_several_is_told() {
        assertThat(told("start"))
                .singleElement()
                .satisfies(note -> assertThat(note.message())
                        .contains("42501: must be superuser to create FOR ALL TABLES publication"));
    }
}
