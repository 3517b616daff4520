package io.schemaproof.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign key is enforced by triggers, and a script can go past them. */
class BrokenReferencesTest {

    private static final String OFF = "SET session_replication_role = replica; ";
    private static final String ON = " SET session_replication_role = origin;";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE parents (id int PRIMARY KEY, name text, gone boolean NOT NULL);"
                                + " CREATE TABLE children (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES parents, label text);"
                                + " CREATE TABLE accounts (id int PRIMARY KEY, iban text UNIQUE);"
                                + " CREATE TABLE payments (id int PRIMARY KEY, iban text NOT NULL REFERENCES accounts (iban));"
                                + " CREATE TABLE topics (id int PRIMARY KEY);"
                                + " CREATE TABLE notes (id int PRIMARY KEY, topic_id int NOT NULL REFERENCES topics);"
                                + " CREATE TABLE teams (id int PRIMARY KEY);"
                                + " CREATE TABLE members (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams ON DELETE CASCADE);"
                                + " CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                                + " CREATE TRIGGER keep BEFORE DELETE ON members FOR EACH ROW EXECUTE FUNCTION keep();"
                                + " CREATE TABLE items (id int, of int, PRIMARY KEY (id, of));"
                                + " CREATE TABLE uses (id int, item int, of int, FOREIGN KEY (item, of) REFERENCES items) PARTITION BY RANGE (id);"
                                + " CREATE TABLE uses_all PARTITION OF uses FOR VALUES FROM (-2147483648) TO (2147483647);"
                                + " CREATE TABLE loose (id int, parent_id int);"
                                + " ALTER TABLE loose ADD CONSTRAINT may FOREIGN KEY (parent_id) REFERENCES parents NOT VALID;",
                        "DROP TABLE loose, notes, topics, uses, items, members, teams, payments, accounts, children, parents; DROP FUNCTION keep;")
                .step(
                        "mended",
                        OFF + "DELETE FROM children WHERE parent_id % 2 = 0; DELETE FROM parents WHERE id % 2 = 0;"
                                + ON,
                        "")
                .step(
                        "renumbered",
                        OFF + "UPDATE items SET id = -id - 1;" + ON,
                        OFF + "UPDATE items SET id = -id - 1;" + ON)
                .step(
                        "first",
                        OFF
                                + "UPDATE accounts SET iban = 'none' WHERE id = (SELECT min(a.id) FROM accounts a JOIN payments USING (iban));"
                                + ON,
                        "")
                .step(
                        "hidden",
                        "ALTER TABLE accounts DISABLE TRIGGER ALL; UPDATE accounts SET iban = 'X' || iban; ALTER TABLE accounts ENABLE TRIGGER ALL;",
                        "ALTER TABLE accounts DISABLE TRIGGER ALL; UPDATE accounts SET iban = substr(iban, 2); ALTER TABLE accounts ENABLE TRIGGER ALL;")
                .step("swallowed", "DELETE FROM teams WHERE id IS NOT NULL;", "")
                .step(
                        "purged",
                        "CREATE TABLE purged AS TABLE parents; " + OFF + "DELETE FROM parents;" + ON,
                        "INSERT INTO parents TABLE purged; DROP TABLE purged;")
                .step("loose", OFF + "UPDATE loose SET parent_id = id;" + ON, "UPDATE loose SET parent_id = NULL;")
                .step(
                        "down",
                        "ALTER TABLE topics ADD COLUMN note text;",
                        "ALTER TABLE topics DROP COLUMN note;\n" + OFF + "DELETE FROM topics;" + ON)
                .step("again", "ALTER TABLE payments ADD COLUMN note text;", "ALTER TABLE payments DROP COLUMN note;")
                .resultsOn(60);
    }

    private static List<Finding> broken(String step) {
        return Preserved.findings(results, step, DataRule.BREAKS_FOREIGN_KEY);
    }

    @Test
    void rows_are_deleted_to_which_others_refer() {
        assertThat(Preserved.named(results, "purged").verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(broken("purged")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .matches(
                            "(?s)After the up \\d+ rows of public.children here refer to nothing in public.parents, one of them with parent_id ="
                                    + " '[^']+', and the foreign key children_parent_id_fkey says otherwise; before it held\\.\n.*")
                    .contains("It checks nothing anew", "pg_dump writes a dump that does not go in again");
            assertThat(finding.remedy()).contains("Without session_replication_role and DISABLE TRIGGER ALL");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            renumbered | rows of public.uses here refer to nothing in public.items, and the foreign key uses_item_of_fkey says otherwise; before it held.
            hidden     | After the up 60 rows of public.payments here refer to nothing in public.accounts, one of them with iban = ***, and the foreign key payments_iban_fkey says otherwise
            swallowed  | After the up 60 rows of public.members here refer to nothing in public.teams, one of them with team_id = '
            down       | After the down 60 rows of public.notes here refer to nothing in public.topics, one of them with topic_id = '
            """)
    void whichever_way_they_were_passed_by(String step, String message) {
        assertThat(broken(step))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains(message));
    }

    @Test
    void the_place_is_where_the_triggers_are_passed_by() {
        Finding finding = broken("down").get(0);
        assertThat(finding.file().orElseThrow()).endsWith("_down.down.sql");
        assertThat(finding.line()).isEqualTo(2);
    }

    @Test
    void what_was_broken_before_is_counted_apart() {
        assertThat(broken("first")).hasSize(1);
        assertThat(broken("hidden"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).containsPattern("says otherwise; before it \\d+ did\\."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "mended", "loose", "again"})
    void where_nothing_more_is_broken_nothing_is_said(String step) {
        assertThat(broken(step)).isEmpty();
    }
}
