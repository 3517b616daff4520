package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway and Liquibase by their own libraries. */
class LibraryRoundTripTest {

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              %s
            </databaseChangeLog>
            """;

    private static final String FORMATTED = "--liquibase formatted sql\n--changeset ann:%d\nSELECT 1;\n";

    private static final String TWICE = "<changeSet id=\"1\" author=\"ann\"><sql>SELECT 1</sql></changeSet>".repeat(2);

    private static final String PERSON = """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: ann
                  changes:
                    - createTable:
                        tableName: person
                        columns:
                          - column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true}}
                          - column: {name: name, type: "varchar(${length})"}
            """;

    @TempDir
    private Path root;

    private MigrationsOnDisk folder() {
        return new MigrationsOnDisk(root);
    }

    private static Map<String, String> verdicts(Verification verification) {
        Map<String, String> verdicts = new TreeMap<>();
        for (MigrationResult result : verification.migrations()) {
            verdicts.put(result.migration().version(), result.verdict().word());
        }
        return verdicts;
    }

    private static List<String> messages(Verification verification, String version) {
        return verification.migrations().stream()
                .filter(result -> result.migration().version().equals(version))
                .flatMap(result -> result.findings().stream())
                .map(Finding::message)
                .toList();
    }

    @Test
    void changesets_in_xml_and_yaml_go_up_and_down_and_up() {
        folder().file(
                        "liquibase.properties",
                        "parameter.length=40\ncontexts=production\nurl=jdbc:postgresql://elsewhere/prod\n")
                .file("db/one.yaml", PERSON)
                .file("db/loose.sql", "SELECT 1;")
                .file("db/master.xml", XML.formatted("""
                        <include file="one.yaml" relativeToChangelogFile="true"/>
                          <changeSet id="2" author="ann">
                            <addColumn tableName="person"><column name="age" type="int"/><column name="note" type="text"/></addColumn>
                            <rollback><dropColumn tableName="person" columnName="age"/></rollback>
                          </changeSet>
                          <changeSet id="3" author="ann">
                            <sql>CREATE VIEW adults AS SELECT * FROM person WHERE age > 17;</sql>
                          </changeSet>
                          <changeSet id="4" author="ann" context="demo">
                            <createTable tableName="demo"><column name="id" type="int"/></createTable>
                          </changeSet>
                          <changeSet id="5" author="ann">
                            <preConditions onFail="MARK_RAN"><tableExists tableName="nowhere"/></preConditions>
                            <dropTable tableName="nowhere"/>
                          </changeSet>
                          <changeSet id="6" author="ann">
                            <sql>ALTER TABLE nowhere ADD COLUMN a int;</sql>
                            <rollback/>
                          </changeSet>
                        """));

        MigrationFolder read = MigrationReader.read(root, "liquibase-library");
        Verification verification = RoundTrip.of(read).evaluate();

        assertThat(read.ignored())
                .extracting(file -> file.path() + ": " + file.reason())
                .containsExactly(
                        "db/master.xml::4::ann: Context does not match 'production'",
                        "db/loose.sql: db/master.xml does not include it");
        assertThat(verdicts(verification))
                .containsExactly(
                        Map.entry("ann:1", "ok"),
                        Map.entry("ann:2", "leaves-trace"),
                        Map.entry("ann:3", "no-down"),
                        Map.entry("ann:5", "inconclusive"),
                        Map.entry("ann:6", "up-fails"));
        assertThat(messages(verification, "ann:2").get(0)).contains("column public.person.note was added");
        assertThat(messages(verification, "ann:5").get(0))
                .startsWith("Not run: a precondition does not hold, and onFail says MARK_RAN.");
        assertThat(messages(verification, "ann:6").get(0))
                .contains("db/master.xml:20:1 ERROR 42P01: relation \"nowhere\" does not exist")
                .contains("STATEMENT: ALTER TABLE nowhere ADD COLUMN a int");
    }

    @Test
    void paths_that_a_changelog_writes_from_the_class_path_are_found() {
        String changelogs = "src/main/resources/db/changelog/";
        folder().file(changelogs + "db.changelog-master.yaml", """
                        databaseChangeLog:
                          - include: {file: db/changelog/changes/1.yaml}
                          - include: {file: "classpath:/db/changelog/changes/2.sql"}
                          - includeAll: {path: db/changelog/more/}
                        """)
                .file(changelogs + "changes/1.yaml", PERSON.replace("${length}", "40"))
                .file(changelogs + "changes/2.sql", FORMATTED.formatted(2))
                .file(changelogs + "more/3.sql", FORMATTED.formatted(3));

        MigrationFolder read = MigrationReader.read(root.resolve(changelogs), "liquibase-library");

        assertThat(read.migrations())
                .extracting(migration -> migration.version() + " "
                        + migration.up().path() + ":" + migration.up().firstLine())
                .containsExactly("ann:1 changes/1.yaml:3", "ann:2 changes/2.sql:2", "ann:3 more/3.sql:2");
        assertThat(read.migrations())
                .extracting(migration -> migration.down().isPresent())
                .containsExactly(true, false, false);
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void changesets_in_json_are_chosen_by_contexts_and_labels() {
        folder().file("liquibase.properties", "contexts=prod\nlabel-filter=base or (feature and !late)\n")
                .file("f.sql", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;")
                .file("more/a.yaml", PERSON.replace("person", "more").replace("${length}", "9"))
                .file("root.json", """
                        {"databaseChangeLog": [
                          {"property": {"name": "length", "value": "40"}},
                          {"changeSet": {"id": "1", "author": "ann", "labels": "base", "changes": [
                            {"createTable": {"tableName": "person", "columns": [
                              {"column": {"name": "name", "type": "varchar(${length})"}}]}}]}},
                          {"changeSet": {"id": "2", "author": "ann", "contextFilter": "demo or test", "changes": [
                            {"sql": {"sql": "SELECT nothing"}}]}},
                          {"changeSet": {"id": "3", "author": "ann", "labels": "feature, other", "changes": [
                            {"sqlFile": {"path": "f.sql", "relativeToChangelogFile": true, "splitStatements": false}}],
                            "rollback": "DROP FUNCTION f()"}},
                          {"changeSet": {"id": "4", "author": "ann", "labels": "late", "changes": [
                            {"sql": {"sql": "SELECT nothing"}}]}},
                          {"changeSet": {"id": "5", "author": "ann", "context": "!demo", "runInTransaction": false, "changes": [
                            {"sql": {"sql": "CREATE INDEX CONCURRENTLY person_name ON person (name)"}}],
                            "rollback": [{"sql": {"sql": "DROP INDEX person_name"}}]}},
                          {"includeAll": {"path": "more", "relativeToChangelogFile": true}}
                        ]}
                        """);

        MigrationFolder read = MigrationReader.read(root, "liquibase-library");

        assertThat(read.ignored())
                .extracting(file -> file.path() + ": " + file.reason())
                .containsExactly(
                        "root.json::2::ann: Context does not match 'prod'",
                        "root.json::4::ann: Labels does not match 'base or (feature and !late)'");
        assertThat(read.migrations())
                .extracting(Migration::displayName)
                .containsExactly("ann:1 root.json", "ann:3", "ann:5", "ann:1 more/a.yaml");
        assertThat(RoundTrip.of(read).evaluate().migrations())
                .extracting(result -> result.verdict().word())
                .containsOnly("ok");
    }

    @Test
    void migrations_in_java_and_callbacks_go_up_and_down_and_up() {
        folder().file(
                        "flyway.conf",
                        "flyway.locations=filesystem:elsewhere,classpath:io/schemaproof/verify\nflyway.placeholders.type=text\n"
                                + "flyway.url=jdbc:postgresql://elsewhere/prod\n")
                .file("V1__person.sql", "CREATE TABLE person (id int PRIMARY KEY, name ${type});")
                .file("U1__person.sql", "DROP TABLE person;")
                .file("U2__Add_age.sql", "ALTER TABLE person DROP COLUMN age;")
                .file("V3__index.sql", "CREATE INDEX CONCURRENTLY person_name ON person (name);")
                .file("V3__index.sql.conf", "executeInTransaction=false")
                .file("U3__index.sql", "DROP INDEX person_name;")
                .file("V6__more.java", "class V6__more {}")
                .file("afterEachMigrate.sql", "CREATE TABLE IF NOT EXISTS migrated (n int);")
                .file("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM person;");

        MigrationFolder read = MigrationReader.read(root, "flyway-library");
        Verification verification = RoundTrip.of(read).evaluate();

        assertThat(read.migrations())
                .extracting(Migration::displayName)
                .containsExactly("1 person", "2 Add age", "3 index", "4 Breaks", "5 Tries", "6 more", "names");
        assertThat(read.ignored())
                .extracting(file -> file.path() + ": " + file.reason())
                .containsExactly(
                        "afterEachMigrate.sql: no migration by its name; Flyway runs it if it is a callback, with each migration");
        assertThat(verdicts(verification))
                .containsExactly(
                        Map.entry("1", "leaves-trace"),
                        Map.entry("2", "leaves-trace"),
                        Map.entry("3", "ok"),
                        Map.entry("4", "up-fails"),
                        Map.entry("5", "no-down"),
                        Map.entry("6", "inconclusive"),
                        Map.entry("names", "no-down"));
        assertThat(messages(verification, "1").get(0)).contains("table public.migrated was added");
        assertThat(messages(verification, "2").get(0)).contains("column public.person.note was added");
        assertThat(messages(verification, "4").get(0))
                .contains("V4__Breaks.java:1:1 ERROR 42P01: relation \"nowhere\" does not exist")
                .contains("STATEMENT: ALTER TABLE nowhere ADD COLUMN age int");
        assertThat(messages(verification, "6").get(0))
                .contains("written in Java, and no class of it is in io/schemaproof/verify on the class path");
    }

    @Test
    void the_way_down_leads_past_a_migration_that_changes_nothing() throws SQLException {
        folder().file("V1__a.sql", "CREATE TABLE a (id int);")
                .file("U1__a.sql", "DROP TABLE a;")
                .file("V2__nothing.sql", "SELECT 1;");
        MigrationFolder read = MigrationReader.read(root, "flyway-library");
        Script up = read.migrations().get(0).up();
        Script down = read.migrations().get(0).down().orElseThrow();
        Script nothing = read.migrations().get(1).up();

        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            MigrationRunner runner = MigrationRunner.on(database.settings());
            for (Script script : List.of(read.prepare().orElseThrow(), up, nothing, down, up)) {
                assertThat(runner.run(script).outcomes())
                        .as(script.text())
                        .allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
            }
            assertThat(runner.run(down).succeeded()).isTrue();
            assertThat(runner.run(up).outcomes())
                    .extracting(outcome -> outcome.statement().sql())
                    .containsExactly("CREATE TABLE a (id int)");
        }
    }

    @Test
    void a_statement_behind_which_a_migration_goes_on_is_told_and_no_error() throws SQLException {
        folder().file("flyway.conf", "flyway.locations=classpath:nowhere\n")
                .file("flyway.toml", "[flyway]\nlocations = [\"classpath:io/schemaproof/verify\"]\n");
        MigrationFolder read = MigrationReader.read(root, "flyway-library");
        Script tries = read.migrations().get(2).up();

        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            MigrationRunner runner = MigrationRunner.on(database.settings());
            assertThat(runner.run(read.prepare().orElseThrow()).succeeded()).isTrue();
            assertThat(runner.run(tries).outcomes())
                    .extracting(outcome -> outcome.statement().sql() + " " + outcome.notices() + outcome.error())
                    .containsExactly(
                            "ALTER TABLE nowhere ADD COLUMN age int [WARNING: this failed and was gone on behind: relation \"nowhere\" does not exist]Optional.empty",
                            "CREATE TABLE IF NOT EXISTS tried (id int) []Optional.empty");
        }
    }

    @Test
    void a_check_that_looks_at_statements_is_refused() {
        folder().file("V1__a.sql", "SELECT 1;");

        assertThatThrownBy(() -> RoundTrip.of(MigrationReader.read(root, "flyway-library"))
                        .withSafety()
                        .evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(
                        "The migrations are run by their tool's own library, which sends the statements itself, so that safety cannot be checked.");
    }

    @Test
    void what_the_libraries_would_refuse_is_refused_when_the_folder_is_read() {
        refused("flyway-library", "There is no migration of Flyway in ");
        folder().file("V1_1__a.sql", "SELECT 1;").file("V1.01__b.sql", "SELECT 1;");
        refused("flyway-library", "Version 1.1 is there twice: V1.01__b.sql and V1_1__a.sql.");
        folder().file("U7__x.sql", "SELECT 1;");
        delete("V1.01__b.sql");

        refused("flyway-library", "U7__x.sql takes back version 7, which nothing applies.");

        refused("liquibase-library", "There is no changelog in XML, YAML or JSON in ");
        folder().file("a.xml", XML.formatted("")).file("b.xml", XML.formatted("<nonsense/>"));
        refused("liquibase-library", "It is not clear which changelog to begin with in " + root + " (a.xml, b.xml).");
        folder().file("liquibase.properties", "changelogFile=b.xml\n");
        refused("liquibase-library", "Liquibase cannot read b.xml in " + root + ": ");
        folder().file("liquibase.properties", "changelogFile=a.xml\n");
        refused("liquibase-library", "a.xml in " + root + " holds no changeset that is run on PostgreSQL.");
        folder().file("a.xml", XML.formatted(TWICE));
        refused("liquibase-library", "The changeset a.xml::1::ann is there twice, and Liquibase refuses it.");
    }

    private void delete(String name) {
        try {
            Files.delete(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(String format, String message) {
        assertThatThrownBy(() -> MigrationReader.read(root, format))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(message);
    }
}
