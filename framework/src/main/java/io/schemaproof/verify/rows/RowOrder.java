package io.schemaproof.verify.rows;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.digest.RowComparison;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds values that an up, or a down, takes from whichever row comes first: a join of an UPDATE that finds several, a LIMIT, DISTINCT ON or
 * aggregate without an order. The same rows lie in the reverse order on another copy, and there something else comes out.
 */
final class RowOrder {

    /** What may depend on it. A help to save time where a script says nothing of it, no evidence of what it does. */
    private static final Pattern MAY_DEPEND = Pattern.compile(
            "(?is)\\bupdate\\b.*\\bfrom\\b|\\bmerge\\b|\\blimit\\b|\\bfetch\\s+(?:first|next)\\b|\\bdistinct\\s+on\\b|\\bover\\s*\\(|_agg\\s*\\(|\\bctid\\b|\\barray\\s*\\(|\\bexecute\\b|\\bcall\\b");

    private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint", "numeric");

    /** Their sums are rounded otherwise in another order. */
    private static final Set<String> FLOATING = Set.of("real", "double precision");

    private static final int SHOWN = 3;

    private final Script script;
    private final boolean isDown;
    private final String text;
    /** The schema in which the script finds the rows. */
    private final Catalog before;

    private RowOrder(Script script, boolean isDown, Catalog before) {
        this.script = script;
        this.isDown = isDown;
        this.text = SqlCode.withoutComments(script.text());
        this.before = before;
    }

    /** Run the check on copies of a stage that stands before the up, if the up or the down may depend on an order. */
    static List<Finding> check(RowStage stage, MigrationLedger ledger) throws SQLException {
        if (ledger.sharedObjects()) {
            return List.of();
        }
        Migration migration = ledger.migration();
        List<Finding> findings = new ArrayList<>();
        if (mayDepend(migration.up())) {
            findings.addAll(new RowOrder(migration.up(), false, stage.catalog()).check(() -> stage.copy(false)));
        }
        if (ledger.downRan() && mayDepend(migration.down().orElseThrow())) {
            try (ObservedDatabase applied = stage.copy(false)) {
                if (applied.run(migration.up()).succeeded()) {
                    findings.addAll(
                            new RowOrder(migration.down().orElseThrow(), true, applied.catalog()).check(applied::copy));
                }
            }
        }
        return findings;
    }

    private static boolean mayDepend(Script script) {
        return MAY_DEPEND.matcher(SqlCode.withoutComments(script.text())).find();
    }

    private boolean isNamed(Table table) {
        return WholeWord.in(text, table.name())
                || table.partitionOf().filter(this::isNamed).isPresent();
    }

    /** @param fresh makes databases on which the script comes next */
    private List<Finding> check(Fresh fresh) throws SQLException {
        List<Table> read = before.tables().stream()
                .filter(table -> !table.isForeign() && !table.isPartitioned() && isNamed(table))
                .toList();
        if (read.isEmpty()) {
            return List.of();
        }
        try (ObservedDatabase usual = fresh.copy();
                ObservedDatabase turned = fresh.copy()) {
            if (!turn(turned, read)
                    || !usual.run(script).succeeded()
                    || !turned.run(script).succeeded()) {
                return List.of();
            }
            Catalog after = usual.catalog();
            Map<Relation, RowDifference> differ = differences(usual, turned, after, Map.of());
            if (differ.isEmpty()) {
                return List.of();
            }
            try (ObservedDatabase again = fresh.copy()) {
                return again.run(script).succeeded()
                        ? differences(usual, turned, after, byThemselves(usual, again, differ.keySet()))
                                .values()
                                .stream()
                                .map(this::told)
                                .toList()
                        : List.of();
            }
        }
    }

    @FunctionalInterface
    private interface Fresh {

        ObservedDatabase copy() throws SQLException;
    }

    /** Let the rows of tables lie in the reverse order, as if nothing had been done to them; false where that cannot be. */
    private static boolean turn(ObservedDatabase copy, List<Table> tables) throws SQLException {
        try (Connection connection = copy.database().connect();
                Statement statement = connection.createStatement()) {
            if (!ReplicaRole.isAllowed(connection)) {
                return false;
            }
            ReplicaRole.begin(statement);
            for (Table table : tables) {
                String columns = table.columns().stream()
                        .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                        .map(Column::quotedName)
                        .collect(Collectors.joining(", "));
                String only = "ONLY " + table.identity();
                if (!columns.isEmpty()) {
                    statement.execute(
                            "CREATE TEMP TABLE schemaproof_turned AS SELECT ctid AS schemaproof_place, " + columns
                                    + " FROM " + only + "; DELETE FROM " + only + "; INSERT INTO " + table.identity()
                                    + " ("
                                    + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns
                                    + " FROM schemaproof_turned ORDER BY schemaproof_place DESC; DROP TABLE schemaproof_turned");
                }
            }
            return true;
        } catch (SQLException e) {
            if (!copy.database().server().isRunning()) {
                throw e;
            }
            return false;
        }
    }

    /** What comes out otherwise without that the rows lie otherwise, such as random values. */
    private static Map<Relation, Set<String>> byThemselves(
            ObservedDatabase usual, ObservedDatabase again, Set<Relation> tables) throws SQLException {
        Map<Relation, Set<String>> columns = new LinkedHashMap<>();
        for (Relation table : tables) {
            RowDifference difference = RowComparison.of(usual.session(), again.session(), table);
            Set<String> own = new TreeSet<>(difference.columns().keySet());
            if (difference.lost() + difference.gained() > 0) {
                own.add("");
            }
            columns.put(table, own);
        }
        return columns;
    }

    /** @param leftOut columns by table; the empty name for all */
    private Map<Relation, RowDifference> differences(
            ObservedDatabase usual, ObservedDatabase turned, Catalog after, Map<Relation, Set<String>> leftOut)
            throws SQLException {
        boolean numbers = numbersRows(after);
        Map<Relation, RowDifference> found = new LinkedHashMap<>();
        for (Relation relation : new TreeSet<>(usual.digest().tablesThatDiffer(turned.digest()))) {
            Optional<Table> table = after.table(relation.quoted());
            Set<String> without = new TreeSet<>(leftOut.getOrDefault(relation, Set.of()));
            if (table.isEmpty()
                    || table.get().primaryKey().isEmpty()
                    || without.contains("")
                    || isNumberedAnew(table.get())) {
                continue;
            }
            table.get().columns().stream()
                    .filter(column -> isCounted(column)
                            || FLOATING.contains(column.type())
                            || (numbers && WHOLE_NUMBERS.contains(column.type())))
                    .filter(column ->
                            !table.get().primaryKey().orElseThrow().columns().contains(column.name()))
                    .forEach(column -> without.add(column.name()));
            RowDifference difference = RowComparison.of(usual.session(), turned.session(), relation, without);
            if (!difference.isEmpty()) {
                found.put(relation, difference);
            }
        }
        return found;
    }

    /** Whether rows get numbers by the script that others may hold: which number it is matters to nobody. */
    private boolean numbersRows(Catalog after) {
        return after.tables().stream()
                .flatMap(table -> table.columns().stream())
                .anyMatch(
                        column -> isCounted(column) && before.find(column.id()).isEmpty());
    }

    /** Whether its rows are known by a number that the script has given them. */
    private boolean isNumberedAnew(Table table) {
        return table.primaryKey().orElseThrow().columns().stream()
                .flatMap(name ->
                        table.columns().stream().filter(column -> column.name().equals(name)))
                .anyMatch(
                        column -> isCounted(column) && before.find(column.id()).isEmpty());
    }

    private static boolean isCounted(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY
                || column.defaultExpression()
                        .filter(value -> value.contains("nextval("))
                        .isPresent();
    }

    private Finding told(RowDifference difference) {
        Relation table = difference.table();
        long rows = Math.max(difference.changed(), Math.max(difference.lost(), difference.gained()));
        List<String> columns = new ArrayList<>(difference.columns().keySet());
        String what = columns.isEmpty()
                ? "Which rows " + table + " holds after the " + (isDown ? "down" : "up")
                : "What " + columns.stream().map(column -> table + "." + column).collect(Collectors.joining(" and "))
                        + (columns.size() == 1 ? " holds" : " hold") + " after the " + (isDown ? "down" : "up");
        String samples = difference.samples().stream()
                .limit(SHOWN)
                .map(sample -> "\n  - " + sample)
                .collect(Collectors.joining());
        return finding(
                DataRule.DEPENDS_ON_ORDER,
                Optional.of(table.toString()),
                place(table),
                what + " depends on the order in which rows lie: where they lie in the reverse order, "
                        + Quantity.of(rows, "row") + (rows == 1 ? " is another" : " are others") + "." + samples
                        + "\nThe server promises no order, and production's rows lie in another one: which value is taken nobody has chosen.",
                "Say which one is meant, in place of a join that finds several rows: a subquery with DISTINCT ON (…) … ORDER BY …, or an"
                        + " aggregate such as max(). And ORDER BY in each LIMIT, DISTINCT ON, string_agg, array_agg and OVER.",
                Map.of("table", table.toString(), "rows", String.valueOf(rows), "columns", String.join(", ", columns)));
    }

    /** Where the script writes to the table, or else names it. */
    private Place place(Relation table) {
        Matcher written = Pattern.compile("(?i)\\b(?:UPDATE|INTO|FROM)\\s+(?:ONLY\\s+)?(?:[\\w$\"]+\\.)?\"?"
                        + Pattern.quote(table.name()) + "(?![\\w$])")
                .matcher(SqlCode.withBlankComments(script.text()));
        return written.find()
                ? Place.at(script, written.start())
                : Place.mentioned(script, table.name()).orElseGet(() -> Place.of(script));
    }
}
