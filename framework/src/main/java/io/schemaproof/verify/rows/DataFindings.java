package io.schemaproof.verify.rows;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.LaggingSequences;
import io.schemaproof.verify.state.RowLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the findings of the check on rows, but for what is lost: what happened, why it matters, and what to write instead. */
final class DataFindings {

    /** Of relations, columns, functions, and other objects: a block that has nothing to do without rows does not meet them. */
    private static final int STATEMENT_LENGTH = 80;

    /** What helps where a down cannot tell the rows that the up has changed from others. */
    private static final String KEEP_WHICH =
            "Let the up keep which rows it changes, such as their keys in a table of its own, and the down change these alone.";

    private DataFindings() {}

    /**
     * The up fails on rows.
     *
     * @param failedBefore versions of earlier migrations whose ups failed too
     */
    static Finding upFails(MigrationRun run, long rows, List<String> failedBefore) {
        String earlier = failedBefore.isEmpty()
                ? ""
                : "\nEarlier migrations failed too (" + String.join(", ", failedBefore)
                        + "); this may be a consequence. Only those of their statements that could be run are there.";
        return failed(
                DataRule.UP_FAILS,
                run,
                "The up passes on an empty database and fails on one with " + Quantity.of(rows, "row") + ": ",
                "\nOn production, where there are rows, it stops the deployment." + earlier,
                "Mend or remove the rows that stand in its way first, in the same migration."
                        + RowRemedy.metOnTheWay(run.firstError().orElseThrow()));
    }

    static Finding downFails(MigrationRun run, long rows, boolean newRows) {
        return failed(
                DataRule.DOWN_FAILS,
                run,
                newRows
                        ? "The down passes on an empty database and fails once rows were written after the up: "
                        : "The down passes on an empty database and fails on one with " + Quantity.of(rows, "row")
                                + ": ",
                "\nIn an emergency this migration cannot be taken back with its own script, since production has rows.",
                newRows
                        ? "Let the down mend or remove the rows that the former schema cannot hold."
                        : "Mend or remove the rows that stand in its way first, in the same script."
                                + RowRemedy.metOnTheWay(run.firstError().orElseThrow()));
    }

    static Finding reupFails(MigrationRun run, long rows) {
        return failed(
                DataRule.REUP_FAILS,
                run,
                "Applied once more after it was taken back, the up fails on a database with " + Quantity.of(rows, "row")
                        + ", although it passes on an empty one: ",
                "\nOnce rolled back, this migration cannot be rolled out again.",
                "Let the down take back all that the up makes, rows too.");
    }

    static Finding noRows(Migration migration, Map<String, String> empty) {
        return finding(
                DataRule.NO_ROWS,
                Optional.of(empty.keySet().iterator().next()),
                Place.of(migration.up()),
                "Nothing is known about rows: what this migration changes held none, so that nothing could be lost and "
                        + "nothing was checked:" + list(empty),
                "Give these tables rows in a seed for this or an earlier version, or in a RowSource of your own.",
                Map.of("empty", String.join(", ", empty.keySet())));
    }

    static Finding partlyChecked(Migration migration, Map<String, String> empty) {
        return finding(
                DataRule.PARTLY_CHECKED,
                Optional.of(empty.keySet().iterator().next()),
                Place.of(migration.up()),
                "Of what this migration changes a part held no rows and was not checked:" + list(empty),
                "Give it rows in a seed for this or an earlier version, or in a RowSource of your own.",
                Map.of("empty", String.join(", ", empty.keySet())));
    }

    /** Of statements whose conditions no row meets; there is at least one. */
    static Finding unmet(UnmetStatements statements) {
        StringBuilder list = new StringBuilder();
        List<String> texts = new ArrayList<>();
        for (UnmetStatements.Unmet unmet : statements.all()) {
            String text = unmet.statement().abbreviated(STATEMENT_LENGTH);
            texts.add(text);
            list.append("\n  - ")
                    .append(new Place(
                            unmet.statement().file(), unmet.statement().line()))
                    .append(' ')
                    .append(text)
                    .append(": none of the ")
                    .append(unmet.rows())
                    .append(" rows of ")
                    .append(unmet.table());
        }
        UnmetStatements.Unmet first = statements.all().get(0);
        return finding(
                statements.nothingElse() ? DataRule.NO_ROWS : DataRule.PARTLY_CHECKED,
                Optional.of(first.table().toString()),
                new Place(first.statement().file(), first.statement().line()),
                (statements.nothingElse()
                                ? "Nothing is known of what this migration does to rows: it changes none of those that are there,"
                                        + " so that nothing could be lost and nothing was checked:"
                                : "Of what this migration does to rows a part was not seen: no row meets the condition of")
                        + list,
                "Give the tables rows that are meant, in a seed for this or an earlier version, or in a RowSource of your own.",
                Map.of("table", first.table().toString(), "statement", String.join("; ", texts)));
    }

    static Finding sequenceBehind(Migration migration, LaggingSequences.Lag lag, boolean afterDown) {
        String column = lag.table() + "." + lag.column();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("column", column);
        facts.put("next", String.valueOf(lag.next()));
        facts.put("highest", String.valueOf(lag.top()));
        return finding(
                DataRule.SEQUENCE_BEHIND,
                Optional.of(lag.sequence().toString()),
                Place.of(afterDown ? migration.down().orElse(migration.up()) : migration.up()),
                "After the " + (afterDown ? "down" : "up") + " the sequence " + lag.sequence() + " gives out "
                        + lag.next()
                        + " next, and " + column + " goes up to " + lag.top() + " already; before it was ahead."
                        + "\nThe next insert on production meets a key that is there, and the one after it too.",
                moveOn(lag),
                facts);
    }

    /** A sequence that is behind where nothing is there but what migrations have put in. */
    static Finding behindWhereEmpty(Migration migration, LaggingSequences.Lag lag) {
        return finding(
                DataRule.ASSUMES,
                Optional.of(lag.table().toString()),
                Place.mentioned(migration.up(), lag.table().name()).orElse(Place.of(migration.up())),
                "The up takes for granted that rows of " + lag.table() + " were put in before, so that the sequence "
                        + lag.sequence()
                        + " is past those that it brings. Where none were, as on each new installation, the sequence gives out "
                        + lag.next() + " next, and " + lag.table() + "." + lag.column() + " goes up to " + lag.top()
                        + " already: the next insert meets a key that is there.\nWhere production's sequence is, this query tells:\n  SELECT last_value FROM "
                        + lag.sequence(),
                "In the same script, behind the rows: " + moveOn(lag),
                Map.of(
                        "table",
                        lag.table().toString(),
                        "sequence",
                        lag.sequence().toString(),
                        "next",
                        String.valueOf(lag.next()),
                        "highest",
                        String.valueOf(lag.top())));
    }

    private static String moveOn(LaggingSequences.Lag lag) {
        return "SELECT setval(" + SqlText.literal(lag.sequence().toString()) + ", (SELECT max(" + lag.column()
                + ") FROM " + lag.table() + "));";
    }

    static Finding breaksForeignKey(Migration migration, BrokenReferences.Broken broken, boolean afterDown) {
        Script script = afterDown ? migration.down().orElseThrow() : migration.up();
        ForeignKey key = broken.key();
        return finding(
                DataRule.BREAKS_FOREIGN_KEY,
                Optional.of(broken.table().identity()),
                broken.place(script),
                "After the " + (afterDown ? "down " : "up ") + Quantity.of(broken.rows(), "row") + " of "
                        + broken.table().identity() + " here "
                        + (broken.rows() == 1 ? "refers" : "refer") + " to nothing in " + key.referencedTable()
                        + (broken.sample().isEmpty() ? "" : ", one of them with " + broken.sample())
                        + ", and the foreign key " + key.name() + " says otherwise; before it "
                        + (broken.former() == 0 ? "held." : broken.former() + " did.")
                        + "\nThe server enforces a foreign key by triggers, which were passed by. It checks nothing anew: joins lose these rows,"
                        + " the application meets what it takes for impossible, and pg_dump writes a dump that does not go in again.",
                "Without session_replication_role and DISABLE TRIGGER ALL: first mend or delete the rows that refer, then those that they refer to."
                        + "\nWhere a trigger or a rule swallows what ON DELETE CASCADE would do, delete these rows in the script, by name.",
                Map.of(
                        "table",
                        broken.table().identity(),
                        "foreign key",
                        key.name(),
                        "rows",
                        String.valueOf(broken.rows())));
    }

    static Finding noDown(Migration migration, List<RowLoss> changes) {
        StringBuilder text = new StringBuilder();
        for (RowLoss change : changes) {
            text.append("\n  - ").append(change.table()).append(": ").append(change.describe());
        }
        return finding(
                DataRule.NO_DOWN,
                Optional.of(changes.get(0).table().toString()),
                Place.of(migration.down().orElse(migration.up())),
                "The up changes rows, and no down takes that back:" + text
                        + "\nIn an emergency there is no way back but a restore.",
                "Write a down that takes back what the up does, and let the up keep what the down needs.",
                Map.of("tables", String.valueOf(changes.size())));
    }

    /** A down that takes values back which the up has not written. */
    static Finding merges(
            Migration migration, Relation table, String column, String value, String after, String query) {
        return finding(
                DataRule.ASSUMES,
                Optional.of(table.toString()),
                Place.of(migration.down().orElse(migration.up())),
                "The down takes for granted that no row of " + table + " held " + value + " in " + column
                        + " before the up, which writes it into others. A row that did holds " + after
                        + " after up and down."
                        + "\nWhether production has such rows, this query tells, before the up:\n  " + query
                        + "\nIf it finds some, the down changes them, and nobody can tell them from those of the up any more.",
                KEEP_WHICH,
                Map.of("table", table.toString(), "columns", column, "query", query));
    }

    /**
     * A down that brings usual values back, and not this one.
     *
     * @param stays whether the column is there after the up as it was before
     */
    static Finding notBroughtBack(
            Migration migration, Relation table, String column, String value, String after, boolean stays) {
        return finding(
                DataRule.ASSUMES,
                Optional.of(table.toString()),
                Place.of(migration.down().orElse(migration.up())),
                "Usual values of " + column + " in " + table
                        + " are there again after up and down, and this one is not: "
                        + value + " -> " + after
                        + "\nWhat the up makes of it does not tell what it was. Production has values of which nobody has thought.",
                (stays
                                ? KEEP_WHICH
                                : "Keep the column until nobody goes back any more, or keep its values beside what is made of them.")
                        + "\n" + LossFindings.ifMeant(LossFindings.column(table, column)),
                Map.of("table", table.toString(), "columns", column));
    }

    /**
     * Scripts that take away a row with this value, and no usual one.
     *
     * @param key whether it is the key of the row, which then may be there with another
     */
    static Finding takesAway(Migration migration, Relation table, String column, String value, boolean key) {
        return finding(
                DataRule.ASSUMES,
                Optional.of(table.toString()),
                Place.of(migration.down().orElse(migration.up())),
                "Usual rows of " + table + " are there again after up and down, and one with " + value + " in " + column
                        + " is gone.\n"
                        + (key ? "A script deletes it or gives it another key" : "A script deletes it")
                        + ", and none brings it back. Production has values of which nobody has thought.",
                (key
                                ? KEEP_WHICH
                                : "Keep the rows that go in a table of their own until nobody goes back any more, and let the down put them back.")
                        + "\n"
                        + LossFindings.ifMeant(table.toString()),
                Map.of("table", table.toString(), "columns", column));
    }

    /**
     * A down that looks up by names which more than one row may have.
     *
     * @param sample a value before and after
     * @param named the table that has the names
     */
    static Finding looksUpByName(
            Migration migration, Relation table, String column, String sample, String named, String names) {
        String query = "SELECT " + names + ", count(*) FROM " + named + " GROUP BY " + names + " HAVING count(*) > 1";
        return finding(
                DataRule.ASSUMES,
                Optional.of(table.toString()),
                Place.of(migration.down().orElse(migration.up())),
                "The down takes for granted that no two rows of " + named + " have the same " + names
                        + ": where two have, "
                        + column + " in a row of " + table + " is another after up and down: " + sample + "."
                        + "\nWhether production has such rows, this query tells:\n  " + query
                        + "\nIf it finds some, the down cannot tell what belongs to which.",
                "Let the up keep what it takes away, or what the down looks it up by, such as a key.",
                Map.of("table", table.toString(), "columns", column, "query", query));
    }

    static Finding losesNewRows(Migration migration, Map<String, Long> lost) {
        StringBuilder text = new StringBuilder();
        lost.forEach(
                (name, rows) -> text.append("\n  - ").append(name).append(": ").append(rows));
        return finding(
                DataRule.LOSES_NEW_ROWS,
                Optional.of(lost.keySet().iterator().next()),
                Place.of(migration.down().orElse(migration.up())),
                "The down takes away what was written after the up, as far as the former schema has no place for it:"
                        + text,
                "",
                Map.of());
    }

    /**
     * A down that deletes rows of before.
     *
     * @param row its key
     * @param value what was written into the column of it
     */
    static Finding deletesWritten(Migration migration, Relation table, String column, String row, String value) {
        Script down = migration.down().orElse(migration.up());
        return finding(
                DataRule.ASSUMES,
                Optional.of(table.toString()),
                Place.mentioned(down, table.name()).orElse(Place.of(down)),
                "The down takes for granted that the application does not write " + value + " into " + column
                        + " of rows of before, which only the up allows: it deletes these rows, such as that with "
                        + row
                        + "."
                        + "\nThe former schema has a place for them and their other values, and the up, applied once more, does not bring them back.",
                "Let the down write a value that the former schema allows, or put the rows into a table of their own first.\n"
                        + LossFindings.ifMeant(table.toString()),
                Map.of("table", table.toString(), "columns", column, "row", row));
    }

    /** @param samples one for each column: key, value before the down and after it */
    static Finding losesNewValues(Migration migration, List<String> columns, List<String> samples) {
        return finding(
                DataRule.LOSES_NEW_VALUES,
                Optional.of(columns.get(0)),
                Place.of(migration.down().orElse(migration.up())),
                "The down changes values that are written into rows of before once the up is there, as far as the former schema has"
                        + " no place for them:\n  - " + String.join("\n  - ", samples)
                        + "\nIt does so without an error, and the up, applied once more, does not bring them back.",
                "",
                Map.of("columns", String.join(", ", columns)));
    }

    /** Values of before that the down puts together from what was written after the up, too. */
    static Finding putTogether(Migration migration, RowLoss loss) {
        return otherAfterDown(
                migration,
                loss,
                "Rows of " + loss.table() + " to which others refer that were written after the up",
                "The down makes these values from what is there then. Rows to which none refers have those of before.");
    }

    /** Values of before for which the down takes others from tables that the up has made, once somebody writes there. */
    static Finding takenFromNew(Migration migration, RowLoss loss, List<String> made) {
        return otherAfterDown(
                migration,
                loss,
                "Once rows were made up in what the up has made (" + String.join(", ", made) + "), rows of "
                        + loss.table(),
                "The down takes these values from there. Without such rows all is as before; whether anybody writes there, the"
                        + " application's author knows.");
    }

    private static Finding otherAfterDown(Migration migration, RowLoss loss, String which, String why) {
        String columns = String.join(", ", loss.changed().keySet());
        return finding(
                DataRule.LOSES_NEW_VALUES,
                Optional.of(loss.table().toString()),
                Place.of(migration.down().orElse(migration.up())),
                which + " have other values in " + columns + " after the down:"
                        + loss.samples().stream()
                                .map(sample -> "\n  - " + sample)
                                .collect(Collectors.joining())
                        + "\n" + why,
                "",
                Map.of("table", loss.table().toString(), "columns", columns));
    }

    static Finding writtenByTriggers(Migration migration, RowLoss loss) {
        return finding(
                DataRule.WRITTEN_BY_TRIGGERS,
                Optional.of(loss.table().toString()),
                Place.of(migration.down().orElse(migration.up())),
                "After up and down " + loss.table() + " is not what it was, since triggers wrote something when the"
                        + " migration touched their rows: " + loss.describe()
                        + ". With triggers off the rows come back as they were.",
                "",
                Map.of("table", loss.table().toString()));
    }

    static Finding withoutReason(LossDeclaration declaration) {
        return declaration(
                DataRule.DECLARATION_INVALID,
                declaration,
                "The declared loss of '" + declaration.name() + "' gives no reason and counts for nothing.",
                "-- schemaproof:lossy " + declaration.name() + " because …");
    }

    static Finding declaresUnknown(LossDeclaration declaration) {
        return declaration(
                DataRule.DECLARATION_INVALID,
                declaration,
                "A loss is declared of '" + declaration.name()
                        + "', and before this migration there is no such table or column.",
                "Name a table or a column as it is called before the up: orders, orders.note, app.orders.note.");
    }

    static Finding declaresWhatIsNew(LossDeclaration declaration) {
        return declaration(
                DataRule.DECLARATION_INVALID,
                declaration,
                "A loss is declared of '" + declaration.name()
                        + "', which the up makes: that the down takes it away again needs no declaration.",
                "Remove the comment.");
    }

    static Finding unused(LossDeclaration declaration) {
        return declaration(
                DataRule.DECLARATION_UNUSED,
                declaration,
                "A loss is declared of '" + declaration.name() + "', and nothing of it was lost.",
                "Remove the comment, or give the table rows that show the loss.");
    }

    private static Finding declaration(DataRule rule, LossDeclaration declaration, String message, String remedy) {
        return finding(
                rule, Optional.empty(), declaration.place(), message, remedy, Map.of("name", declaration.name()));
    }

    private static Finding failed(DataRule rule, MigrationRun run, String lead, String consequence, String remedy) {
        StatementError error = run.firstError().orElseThrow().error().orElseThrow();
        Map<String, String> facts = ErrorFacts.of(run.firstError().orElseThrow());
        return finding(
                rule,
                Optional.empty(),
                new Place(error.file(), error.line()),
                lead + StatementErrors.format(run.firstError().get(), run.script()) + consequence,
                RowRemedy.of(run.firstError().get(), remedy),
                facts);
    }

    private static String list(Map<String, String> items) {
        StringBuilder text = new StringBuilder();
        items.forEach((name, reason) ->
                text.append("\n  - ").append(name).append(reason.isEmpty() ? "" : ", because " + reason));
        return text.toString();
    }

    static Finding leavesRows(Migration migration, Relation table, long rows) {
        return finding(
                DataRule.LEAVES_ROWS,
                Optional.of(table.toString()),
                Place.of(migration.down().orElse(migration.up())),
                "After up and down " + table + " holds " + Quantity.of(rows, "row") + " that "
                        + (rows == 1 ? "was" : "were") + " not there before."
                        + "\nApplied, taken back and applied again, the migration may put them in twice.",
                "In the down: delete the rows that the up puts in.",
                Map.of("rows", String.valueOf(rows)));
    }
}
