package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changesets and changelogs say, by the files read here and by Liquibase's own library. */
class LiquibaseFilesTest {

    private static final String FUNCTION =
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN RETURN 1; END $$;\n"
                    + "--rollback DROP FUNCTION f;\n";

    private static final String XML = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              %s
            </databaseChangeLog>
            """;

    @TempDir
    private Path root;

    private void file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void changesets(String text) {
        file("a.sql", "--liquibase formatted sql\n" + text);
        file("liquibase.properties", "changelogFile=a.sql");
    }

    private List<MigrationResult> verify(String format) {
        return RoundTrip.of(MigrationReader.read(root, format)).evaluate().migrations();
    }

    private List<String> words(String format) {
        return verify(format).stream().map(result -> result.verdict().word()).toList();
    }

    private List<String> messages(String format) {
        return verify(format).stream()
                .flatMap(result -> result.findings().stream())
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquibase", "liquibase-library"})
    void a_truth_between_quotes_says_nothing(String format) {
        changesets("--changeset ann:1 splitStatements:\"false\"\n" + FUNCTION);

        assertThat(words(format)).containsExactly("up-fails");
        assertThat(messages(format).get(0)).containsPattern("(?i)unterminated dollar.*quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquibase", "liquibase-library"})
    void what_is_said_of_the_rollback_alone_counts_for_the_changeset_too(String format) {
        changesets("--changeset ann:1 rollbackSplitStatements:false\n" + FUNCTION);

        assertThat(words(format)).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquibase", "liquibase-library"})
    void quotes_are_a_part_of_a_delimiter(String format) {
        changesets(
                "--changeset ann:1 endDelimiter:\"go\"\nCREATE TABLE t (id int)\ngo\nCREATE TABLE u (id int)\ngo\n--rollback DROP TABLE t, u;\n");

        assertThat(words(format)).containsExactly("up-fails");
        assertThat(messages(format).get(0)).contains("syntax error at or near \"go\"");
    }

    @Test
    void databases_between_quotes_are_none() {
        changesets("--changeset ann:1 dbms:\"postgresql,h2\"\nSELECT 1;\n--changeset ann:2\nSELECT 1;\n");

        assertThat(MigrationReader.read(root).ignored())
                .extracting(file -> file.path() + ": " + file.reason())
                .containsExactly(
                        "a.sql line 2: for \"postgresql,h2, not PostgreSQL; Liquibase takes the quote for a part of the name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liquibase", "liquibase-library"})
    void a_property_is_known_in_any_case_and_between_blanks(String format) {
        changesets("--property name:Name value:t\n--changeset ann:1\n"
                + "CREATE TABLE ${name} (one text DEFAULT '${:name}');\nCREATE TABLE ${name}2 (${ NAME } int);\n"
                + "--rollback DROP TABLE ${name}, ${name}2;\n");

        assertThat(words(format)).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "liquibase-library"})
    void files_that_are_not_formatted_are_run_whole_where_a_changelog_includes_them(String format) {
        file(
                "root.xml",
                XML.formatted(
                        "<property name=\"t\" value=\"x\"/><includeAll path=\"sql\" relativeToChangelogFile=\"true\" endsWithFilter=\"-UP.sql\"/>"));
        file("sql/1-up.sql", FUNCTION + "CREATE TABLE t (template text DEFAULT '${t}');\n");
        file("sql/2-up.sql", "CREATE TABLE t (id int);\n");
        file("sql/2-down.sql", "DROP TABLE t;\n");

        MigrationFolder folder = MigrationReader.read(root, format);
        assertThat(folder.migrations())
                .extracting(Migration::displayName)
                .containsExactly("includeAll:raw sql/1-up.sql", "includeAll:raw sql/2-up.sql");
        assertThat(words(format)).containsExactly("no-down", "up-fails");
        assertThat(messages(format).get(1)).contains("relation \"t\" already exists");
    }

    @Test
    void files_that_a_changeset_of_xml_runs_are_liquibases_whatever_they_are_called() {
        file(
                "changelog.xml",
                XML.formatted("<changeSet id=\"1\" author=\"ann\"><sqlFile path=\"001_a.sql\"/></changeSet>"));
        file("001_a.sql", "CREATE TABLE t (id int);");

        assertThatThrownBy(() -> MigrationReader.read(root))
                .isInstanceOf(MigrationException.class)
                .hasMessage("changelog.xml holds changesets itself; only those in formatted SQL are read here."
                        + " Have Liquibase itself run them: --format liquibase-library.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<preConditions><tableExists tableName=\"t\"/></preConditions><include file=\"a.sql\"/>"
                        + " -> root.xml asks tableExists in its preConditions, and nothing is run where they do not hold. They are not looked at here:"
                        + " have Liquibase itself run it, --format liquibase-library.",
                "<preConditions><dbms type=\"h2\"/></preConditions><include file=\"a.sql\"/>"
                        + " -> root.xml is for h2 by its preConditions, so that Liquibase runs nothing of it on PostgreSQL. Add postgresql, or give another folder.",
                "<includeAll path=\".\" maxDepth=\"1\"/>"
                        + " -> root.xml says maxDepth of what it includes, which is not followed here. Take it out, or have Liquibase itself run it: --format liquibase-library."
            })
    void what_a_changelog_demands_and_nobody_looks_at_is_refused(String example) {
        String[] parts = example.split(" -> ", -1);
        file("root.xml", XML.formatted(parts[0]));
        file("a.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n");

        assertThatThrownBy(() -> MigrationReader.read(root))
                .isInstanceOf(MigrationException.class)
                .hasMessage(parts[1]);
    }

    @Test
    void a_changelog_for_postgresql_among_others_is_read() {
        file(
                "root.xml",
                XML.formatted(
                        "<preConditions><or><dbms type=\"h2\"/><dbms type=\"postgresql\"/></or></preConditions><include file=\"a.sql\"/>"));
        file("a.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n");

        assertThat(words("auto")).containsExactly("ok");
    }
}
