package io.schemaproof.verify.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comment that is meant for the checks, and that none of them reads, is told; what people write about the tool is not. */
class UnknownDirectivesTest {

    @TempDir
    private Path folder;

    private List<Finding> findings(String up, String down) {
        return RoundTrip.of(
                        new MigrationsOnDisk(folder).pair("1_books", up, down).read())
                .evaluate()
                .migrations()
                .get(0)
                .findings();
    }

    @Test
    void a_comment_whose_word_is_not_known_counts_for_nothing_and_says_so() {
        List<Finding> findings =
                findings("""
                -- schemaproof:alow safety.rename because it is new
                -- schemaproof:idempotancy required because two runners apply it
                -- schemaproof:lossless books because nothing is lost
                -- Schemaproof:allow safety.rename because it is new
                -- schemaproof: allow safety.rename because it is new
                -- schemaproof allow safety.rename because it is new
                /* schemaproof:allow safety.rename because it is new */
                CREATE TABLE books (id int PRIMARY KEY);
                -- schemaproof:suppress safety.rename because it is new
                """, "-- schemaproof:idempotency off because it is applied once\nDROP TABLE books;");

        String form = "-- schemaproof:allow RULE [OBJECT] [until YYYY-MM-DD] because …";
        String exact = " cannot be read: a comment for the checks begins with '-- schemaproof:allow', to the letter."
                + " The comment counts for nothing.";
        assertThat(findings).extracting(Finding::rule).containsOnly("waiver.unknown-rule");
        assertThat(findings)
                .extracting(finding -> finding.line(), Finding::message, Finding::remedy)
                .containsExactlyInAnyOrder(
                        tuple(
                                1,
                                "There is no 'schemaproof:alow'. Did you mean schemaproof:allow? The comment counts for"
                                        + " nothing.",
                                form),
                        tuple(
                                2,
                                "There is no 'schemaproof:idempotancy'. Did you mean schemaproof:idempotency? The comment"
                                        + " counts for nothing.",
                                "-- schemaproof:idempotency required, forbidden or off because …"),
                        tuple(
                                3,
                                "There is no 'schemaproof:lossless'. There are schemaproof:allow, schemaproof:lossy and"
                                        + " schemaproof:idempotency. The comment counts for nothing.",
                                form),
                        tuple(4, "'Schemaproof:allow'" + exact, form),
                        tuple(5, "'schemaproof: allow'" + exact, form),
                        tuple(6, "'schemaproof allow'" + exact, form),
                        tuple(7, "'schemaproof:allow'" + exact, form),
                        tuple(
                                9,
                                "There is no 'schemaproof:suppress'. There are schemaproof:allow, schemaproof:lossy and"
                                        + " schemaproof:idempotency. The comment counts for nothing.",
                                form),
                        tuple(
                                1,
                                "'schemaproof:idempotency' is read in the up alone. The comment counts for nothing.",
                                "Write it into the up."));
    }

    @Test
    void words_about_the_tool_and_texts_are_no_directives() {
        assertThat(findings("""
                -- schemaproof says that this is safe; Schemaproof allows it, schemaproof: all is well.
                -- see schemaproof:alow in the manual
                -- schemaproof-baseline.txt holds it
                /* Schemaproof
                   idempotency is checked in CI */
                -- schemaproof:idempotency off because it is applied once
                CREATE TABLE books (id int PRIMARY KEY, note text DEFAULT '-- schemaproof:alow x');
                """, "DROP TABLE books;")).isEmpty();
    }

    @Test
    void what_stands_above_the_line_with_which_a_migration_begins_is_told() throws IOException {
        Files.writeString(folder.resolve("00001_books.sql"), """
                -- schemaproof:idempotency required because two runners apply it
                -- The table of books; schemaproof:allow is explained in the manual.
                -- +goose Up
                -- schemaproof:idempotency off because it is applied once
                CREATE TABLE books (id int PRIMARY KEY);
                -- +goose Down
                DROP TABLE books;
                """);

        assertThat(RoundTrip.of(MigrationReader.read(folder))
                        .evaluate()
                        .migrations()
                        .get(0)
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("waiver.unknown-rule");
                    assertThat(finding.line()).isEqualTo(1);
                    assertThat(finding.message())
                            .isEqualTo(
                                    "'schemaproof:idempotency' stands above the line with which the migration begins, and is"
                                            + " not read there. The comment counts for nothing.");
                    assertThat(finding.remedy()).isEqualTo("Write it below that line.");
                });
    }

    @Test
    void in_a_file_of_several_migrations_it_is_told_once() throws IOException {
        Files.writeString(folder.resolve("1_books.sql"), """
                --liquibase formatted sql
                -- schemaproof:allow safety.rename because it is new
                --changeset me:1
                CREATE TABLE books (id int PRIMARY KEY);
                --rollback DROP TABLE books;
                --changeset me:2
                CREATE TABLE readers (id int PRIMARY KEY);
                --rollback DROP TABLE readers;
                """);

        List<MigrationResult> results =
                RoundTrip.of(MigrationReader.read(folder)).evaluate().migrations();

        assertThat(results.get(0).findings())
                .extracting(Finding::rule, finding -> finding.line())
                .containsExactly(tuple("waiver.unknown-rule", 2));
        assertThat(results.get(1).findings()).isEmpty();
    }
}
