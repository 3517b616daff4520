package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.History;
import io.schemaproof.verify.policy.Changes;
import io.schemaproof.verify.policy.GitChanges;
import io.schemaproof.verify.policy.HistoryLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has become of ups that share a file with something else, or change names; nothing is run. */
class GitChangesTest {

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
    }

    private void commit() throws IOException, InterruptedException {
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
    }

    private Changes changes() {
        return GitChanges.since(MigrationReader.read(folder), "HEAD");
    }

    @Test
    void a_down_in_the_same_file_is_no_up() throws IOException, InterruptedException {
        write("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n");
        write("2_b.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n");
        commit();
        write("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 3;\n");
        write("2_b.sql", "-- +goose Up\nSELECT 3;\n-- +goose Down\nSELECT 2;\n");

        assertThat(changes().edited()).containsExactlyInAnyOrder("1_a.sql", "2_b.sql");
        assertThat(changes().sameUps()).containsExactly("1_a.sql");
    }

    @Test
    void a_file_that_an_up_includes_is_a_part_of_it() throws IOException, InterruptedException {
        write("001_a.sql", "\\ir functions/f.sql\n");
        write("002_b.sql", "SELECT 2;\n");
        write("functions/f.sql", "\\i functions/g.sql\n");
        write("functions/g.sql", "SELECT 1;\n");
        HistoryLock.of(MigrationReader.read(folder), 2).write();
        commit();
        assertThat(changes().edited()).isEmpty();
        write("functions/g.sql", "SELECT 11;\n");

        assertThat(changes().edited()).contains("001_a.sql");
        assertThat(changes().sameUps()).containsExactly("002_b.sql");
        assertThat(HistoryLock.read(folder)
                        .orElseThrow()
                        .changes(MigrationReader.read(folder))
                        .edited())
                .containsExactly("001_a.sql");
    }

    @Test
    void a_changeset_that_is_appended_edits_no_other() throws IOException, InterruptedException {
        String text = "--liquibase formatted sql\n--changeset me:1\nSELECT 1;\n--changeset me:2\nSELECT 2;\n";
        write("all.sql", text);
        commit();
        write("all.sql", text.replace("SELECT 2", "SELECT 22") + "--changeset me:3\nSELECT 3;\n");

        assertThat(changes().added()).containsExactly("all.sql me:3");
        assertThat(changes().sameUps()).containsExactlyInAnyOrder("all.sql me:1", "all.sql me:3");
    }

    private List<String> concerned() {
        MigrationFolder read = MigrationReader.read(folder);
        Changes changes = GitChanges.since(read, "HEAD");
        return read.migrations().stream()
                .filter(migration -> changes.concern(read, migration))
                .map(Migration::displayName)
                .toList();
    }

    @Test
    void an_up_is_other_where_a_changelog_puts_another_value_into_it() throws IOException, InterruptedException {
        String log = "databaseChangeLog:\n- property: {name: t, value: a}\n- include: {file: a.sql}\n";
        write("root.yaml", log);
        write("a.sql", "--liquibase formatted sql\n--changeset me:1\nSELECT 1;\n--changeset me:2\nSELECT '${t}';\n");
        commit();
        assertThat(concerned()).isEmpty();
        write("root.yaml", log.replace("value: a", "value: b"));

        assertThat(changes().edited()).contains("a.sql me:2");
        assertThat(concerned()).containsExactly("me:2");
    }

    @Test
    void what_a_file_beside_a_script_says_of_it_concerns_it_and_edits_nothing()
            throws IOException, InterruptedException {
        for (String name : List.of("V1__a.sql", "V2__b.sql", "V3__c.sql", "V4__d.sql")) {
            write(name, "SELECT 1;\n");
        }
        write("V1__a.sql.conf", "executeInTransaction=false\n");
        write("V3__c.sql.conf", "executeInTransaction=false\n");
        commit();
        assertThat(concerned()).isEmpty();
        Files.delete(folder.resolve("V1__a.sql.conf"));
        write("V2__b.sql.conf", "executeInTransaction=true\n");
        write("V3__c.sql.conf", "executeInTransaction=true\n");

        assertThat(concerned()).containsExactly("1 a", "2 b", "3 c");
        assertThat(changes().edited()).doesNotContain("V1__a.sql", "V2__b.sql", "V3__c.sql");
    }

    @Test
    void what_the_project_says_to_flyway_concerns_the_scripts_in_which_it_counts()
            throws IOException, InterruptedException {
        write("V1__a.sql", "CREATE TABLE ${Schema}.a ();\n");
        write("V2__b.sql", "CREATE TABLE b ();\n");
        write("V3__c.sql", "CREATE TABLE c ();\n");
        write("U3__c.sql", "DROP TABLE ${table};\n");
        write("V4__d.sql", "SELECT '${schema}';\n");
        write("V4__d.sql.conf", "placeholderReplacement=false\n");
        write("flyway.conf", "flyway.placeholders.schema=shop\nflyway.placeholders.table=c\nflyway.url=jdbc:x\n");
        commit();
        assertThat(concerned()).isEmpty();

        write("flyway.conf", "flyway.placeholders.table=c\nflyway.url=jdbc:y\nflyway.placeholders.SCHEMA=shop\n");
        assertThat(concerned()).as("the same, said otherwise").isEmpty();
        write(
                "flyway.conf",
                "flyway.placeholders.schema=store\nflyway.placeholders.table=c\nflyway.placeholders.x=y\n");
        assertThat(concerned()).containsExactly("1 a");
        assertThat(changes().edited()).doesNotContain("V1__a.sql");
        write("flyway.conf", "flyway.placeholders.schema=shop\nflyway.placeholders.table=d\n");
        assertThat(concerned()).containsExactly("3 c");
        write("flyway.conf", "flyway.placeholders.schema=shop\nflyway.placeholders.table=c\nflyway.mixed=true\n");
        assertThat(concerned()).containsExactly("1 a", "2 b", "3 c", "4 d");
        Files.delete(folder.resolve("flyway.conf"));
        assertThat(concerned()).containsExactly("1 a", "3 c");
    }

    @Test
    void so_do_files_above_the_folder_but_for_those_that_git_ignores() throws IOException, InterruptedException {
        Path top = folder;
        write("app/application.properties", "spring.flyway.placeholders.schema=shop\n");
        write("app/db/sub/V1__a.sql", "CREATE TABLE ${schema}.a ();\n");
        write("app/db/V2__b.sql", "SELECT '${own}';\n");
        write(".gitignore", "flyway.user.toml\n");
        commit();
        folder = top.resolve("app/db");
        assertThat(concerned()).isEmpty();

        Files.writeString(top.resolve("app/application.properties"), "spring.flyway.placeholders.schema=store\n");
        assertThat(concerned()).containsExactly("1 a");
        Files.writeString(
                top.resolve("app/db/flyway.user.toml"), "[flyway.placeholders]\nschema = \"x\"\nown = \"y\"\n");
        assertThat(concerned()).as("nobody knows what it said before").isEmpty();
    }

    @Test
    void how_mybatis_sends_scripts_concerns_all_of_them() throws IOException, InterruptedException {
        Path top = folder;
        Path environment = top.resolve("environments/development.properties");
        write("scripts/1_a.sql", "CREATE TABLE a ();\n-- //@UNDO\nDROP TABLE a;\n");
        write("scripts/2_b.sql", "CREATE TABLE b ();\n-- //@UNDO\nDROP TABLE b;\n");
        write("environments/development.properties", "url=jdbc:x\nsend_full_script=true\n");
        commit();
        folder = top.resolve("scripts");
        assertThat(concerned()).isEmpty();

        Files.writeString(environment, "send_full_script = TRUE\nurl=jdbc:y\n");
        assertThat(concerned()).as("the same, said otherwise").isEmpty();
        Files.writeString(environment, "url=jdbc:x\nsend_full_script=true\nauto_commit=true\n");
        assertThat(concerned()).containsExactly("1 a", "2 b");
        assertThat(changes().edited()).isEmpty();
        Files.delete(environment);
        assertThat(concerned()).containsExactly("1 a", "2 b");
    }

    @Test
    void an_environment_of_mybatis_that_git_does_not_know_is_taken_for_the_former_one()
            throws IOException, InterruptedException {
        Path top = folder;
        write("scripts/1_a.sql", "CREATE TABLE a ();\n-- //@UNDO\nDROP TABLE a;\n");
        write(".gitignore", "*.properties\n");
        write("environments/development.properties", "auto_commit=true\n");
        commit();
        folder = top.resolve("scripts");
        assertThat(concerned()).isEmpty();

        Files.delete(top.resolve(".gitignore"));
        assertThat(concerned()).as("it is new").containsExactly("1 a");
    }

    @Test
    void a_folder_of_no_repository_is_named() throws IOException {
        write("V1__a.sql", "SELECT 1;\n");

        assertThatThrownBy(this::changes)
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        folder
                                + " lies in no repository of git, or in one that git does not trust (--since). Give the folder in its repository, or say --from VERSION.");
    }

    @Test
    void a_change_that_is_reworked_is_new_and_its_former_scripts_are_not() throws IOException, InterruptedException {
        String who = " 2026-01-01T00:00:00Z X <x@example.org>\n";
        write("sqitch.plan", "%project=x\nf" + who + "@v1" + who);
        write("deploy/f.sql", "SELECT 1;\n");
        commit();
        write("sqitch.plan", "%project=x\nf" + who + "@v1" + who + "f [f@v1]" + who);
        write("deploy/f@v1.sql", "SELECT 1;\n");
        write("deploy/f.sql", "SELECT 2;\n");

        assertThat(changes().added()).containsExactly("deploy/f.sql");
        assertThat(changes().sameUps()).contains("deploy/f.sql");
    }

    @Test
    void what_the_revision_has_got_since_the_branch_began_counts_before_the_two_are_merged()
            throws IOException, InterruptedException {
        write("V4__d.sql", "SELECT 4;");
        commit();
        git("branch", "-m", "main");
        git("checkout", "-q", "-b", "branch");
        write("V5__e.sql", "SELECT 5;");
        write("V7__g.sql", "SELECT 7;");
        write("V8__same.sql", "SELECT 8;");
        git("add", "-A");
        git("commit", "-q", "-m", "on the branch");
        git("checkout", "-q", "main");
        write("V06__f.sql", "SELECT 6;");
        git("add", "-A");
        git("commit", "-q", "-m", "on main");
        git("checkout", "-q", "branch");
        assertThat(messages("main"))
                .containsExactly("It comes before 06 f, which main has got since this branch began");

        git("checkout", "-q", "main");
        write("V7.0__other.sql", "SELECT 77;");
        write("V8__same.sql", "SELECT 8;");
        git("add", "-A");
        git("commit", "-q", "-m", "more on main");
        git("checkout", "-q", "branch");
        assertThat(messages("main"))
                .containsExactly(
                        "It is new since main and comes before 8 same, which is not",
                        "It is new since main and comes before 8 same, which is not",
                        "main has got another migration of version 7 since this branch began",
                        "V7.0__other.sql");
    }

    @Test
    void a_file_that_is_moved_or_written_with_other_line_ends_is_the_same() throws IOException, InterruptedException {
        write("m/V1__a.sql", "SELECT 1;\n");
        write("m/V2__b.sql", "SELECT 2;\n");
        commit();
        write("m/V1__a.sql", "SELECT 1;\r\n");
        assertThat(GitChanges.since(MigrationReader.read(folder.resolve("m")), "HEAD"))
                .isEqualTo(new Changes("HEAD", Set.of(), Set.of(), Set.of()));
        write("m/V2__b.sql", "SELECT 22;\r\n");
        assertThat(told("m", "HEAD")).containsExactly("2 b order.edited");

        git("checkout", "-q", ".");
        Files.createDirectories(folder.resolve("m/old"));
        git("mv", "m/V1__a.sql", "m/old/V1__a.sql");
        git("mv", "m/V2__b.sql", "m/V02__b.sql");
        assertThat(told("m", "HEAD")).as("within the folder").isEmpty();
        write("m/old/V1__a.sql", "SELECT 11;\n");
        assertThat(told("m", "HEAD")).containsExactly("1 a order.edited");

        git("reset", "-q", "--hard");
        git("mv", "m", "n");
        write("n/V1__a.sql", "SELECT 11;\n");
        assertThat(told("n", "HEAD")).as("with the folder").containsExactly("1 a order.edited");
    }

    @Test
    void what_leaves_a_file_or_a_list_is_missing_and_what_changes_places_is_moved()
            throws IOException, InterruptedException {
        write("schemaproof.list", "a.sql\nb.sql\nc.sql\n");
        write("a.sql", "SELECT 1;");
        write("b.sql", "SELECT 2;");
        write("c.sql", "SELECT 3;");
        commit();
        write("schemaproof.list", "b.sql\na.sql\nc.sql\n");
        assertThat(told("", "HEAD")).containsExactly("b order.moved");
        write("schemaproof.list", "a.sql\nb.sql\n");
        assertThat(told("", "HEAD")).containsExactly("a order.missing");
    }

    @Test
    void a_file_that_git_ignores_is_run_like_others() throws IOException, InterruptedException {
        write("V1__a.sql", "SELECT 1;");
        write("V3__c.sql", "SELECT 3;");
        write(".gitignore", "V2*\n");
        commit();
        write("V2__b.sql", "SELECT 2;");
        assertThat(told("", "HEAD")).containsExactly("2 b order.behind");
    }

    @Test
    void a_history_that_ends_before_the_branch_began_says_nothing() throws IOException, InterruptedException {
        write("V1__a.sql", "SELECT 1;");
        commit();
        git("branch", "-m", "main");
        // As two commits look that were fetched each alone.
        git("checkout", "-q", "--orphan", "branch");
        write("V2__b.sql", "SELECT 2;");
        git("add", "-A");
        git("commit", "-q", "-m", "on the branch");
        assertThatThrownBy(() -> told("", "main"))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("git knows no commit that 'main' and the working tree of " + folder.resolve("")
                        + " have in common (--since), so nobody knows what was there when the branch began.")
                .hasMessageEndingWith("git fetch --unshallow, or fetch-depth: 0 of actions/checkout.");
    }

    private List<String> told(String below, String revision) {
        Map<Migration, List<Finding>> findings = History.of(MigrationReader.read(folder.resolve(below)))
                .since(revision)
                .evaluate()
                .findings();
        List<String> told = new ArrayList<>();
        findings.forEach((migration, found) ->
                found.forEach(finding -> told.add(migration.displayName() + " " + finding.rule())));
        return told;
    }

    private List<String> messages(String revision) {
        return History.of(MigrationReader.read(folder)).since(revision).evaluate().findings().values().stream()
                .flatMap(List::stream)
                .flatMap(finding -> Stream.of(
                        finding.message().split(": ")[0],
                        finding.message().split(": ")[1].split("\\. When")[0]))
                .filter(part -> !part.startsWith("where that was applied"))
                .toList();
    }

    @Test
    void a_history_is_held_against_git_and_the_lock_and_what_both_tell_is_told_once()
            throws IOException, InterruptedException {
        write("1_a.up.sql", "SELECT 1;");
        write("2_b.up.sql", "SELECT 2;");
        HistoryLock.of(MigrationReader.read(folder), 2).write();
        write("1_a.up.sql", "SELECT 11;");
        commit();
        write("2_b.up.sql", "SELECT 22;");
        write("3_c.up.sql", "SELECT 3;");
        MigrationFolder now = MigrationReader.read(folder);

        assertThat(History.of(now)
                        .since("HEAD")
                        .recorded()
                        .evaluate()
                        .findings()
                        .values())
                .extracting(found -> found.stream().map(Finding::message).toList())
                .satisfiesExactly(
                        committed -> assertThat(committed)
                                .singleElement()
                                .asString()
                                .startsWith("The up is other than in schemaproof.lock."),
                        edited -> assertThat(edited)
                                .singleElement()
                                .asString()
                                .startsWith("The up is other than in HEAD."),
                        fresh -> assertThat(fresh)
                                .singleElement()
                                .asString()
                                .startsWith("schemaproof.lock does not hold it,"));
    }
}
