package io.schemaproof.verify.rows;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.RowLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes the findings for rows and values that do not come back: which, how many, where they went, and what to write instead. */
final class LossFindings {

    private static final String ON_PRODUCTION =
            "\nOn production what was there is gone for good: a down runs in an emergency, and a backup is older than the newest rows.";

    private final Migration migration;
    private final Catalog before;
    private final Catalog applied;
    private final LossDeclarations declarations;

    /**
     * Judge one migration.
     *
     * @param before what there was before the up
     * @param applied what there was after the up
     */
    LossFindings(Migration migration, Catalog before, Catalog applied, LossDeclarations declarations) {
        this.migration = migration;
        this.before = before;
        this.applied = applied;
        this.declarations = declarations;
    }

    /** The findings for one table; none if its rows are all there. */
    List<Finding> of(RowLoss loss) {
        List<Finding> findings = new ArrayList<>();
        Relation table = loss.table();
        loss.permitted()
                .forEach((column, rows) -> declarations
                        .useForColumn(table, column)
                        .ifPresent(declared -> findings.add(declared(declared, column(table, column), inRows(rows)))));
        loss.gone()
                .forEach((column, values) -> findings.add(declarations
                        .useForColumn(table, column)
                        .map(declared -> declared(declared, column(table, column), values + " of its values"))
                        .orElseGet(() -> columnGone(loss, column, values))));
        if (loss.lost() > 0 || !loss.changed().isEmpty()) {
            Optional<LossDeclaration> whole = declarations.useForRows(table);
            if (whole.isPresent()) {
                findings.add(declared(whole.get(), table.toString(), loss.describe()));
            } else {
                if (loss.lost() > 0) {
                    findings.add(rowsLost(loss));
                }
                loss.changed().forEach((column, rows) -> findings.add(columnChanged(loss, column, rows)));
            }
        }
        if (!loss.rescaled().isEmpty()) {
            findings.add(rescaled(loss));
        }
        long more = loss.hasKey() ? (loss.lost() == 0 ? loss.gained() : 0) : loss.gained() - loss.lost();
        if (more > 0) {
            findings.add(DataFindings.leavesRows(migration, table, more));
        }
        return findings;
    }

    private Finding rowsLost(RowLoss loss) {
        Relation table = loss.table();
        Map<String, String> facts = facts(loss);
        facts.put("lost", String.valueOf(loss.lost()));
        String samples = samples(loss, sample -> sample.after().isEmpty());
        if (loss.difference().isPresent() && !loss.hasKey() && loss.gained() > 0) {
            facts.put("columns", String.join(", ", loss.differ()));
            boolean one = loss.differ().size() == 1;
            return finding(
                    table,
                    one ? column(table, loss.differ().first()) : table.toString(),
                    Optional.empty(),
                    "After up and down " + of(loss.lost(), loss.rows()) + " of " + table
                            + " are not as they were; without a key nobody can tell which became which."
                            + (loss.differ().isEmpty()
                                    ? ""
                                    : " Different are the values of " + String.join(", ", loss.differ()) + ".")
                            + samples
                            + way(
                                    loss,
                                    loss.differ().isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(loss.differ().first())),
                    remedy(table, one ? Optional.of(loss.differ().first()) : Optional.empty()),
                    facts);
        }
        String instead = loss.gained() > 0
                ? ", and " + Quantity.of(loss.gained(), "row") + " with other keys "
                        + (loss.gained() == 1 ? "has" : "have") + " come"
                : "";
        return finding(
                table,
                table.toString(),
                Optional.empty(),
                "After up and down " + of(loss.lost(), loss.rows()) + " of " + table
                        + (loss.difference().isPresent() ? " are gone" + instead : " are gone with the table") + "."
                        + samples + way(loss, Optional.empty()),
                remedy(table, Optional.empty()),
                facts);
    }

    private Finding columnChanged(RowLoss loss, String column, long rows) {
        Map<String, String> facts = facts(loss);
        facts.put("column", column);
        facts.put("changed", String.valueOf(rows));
        return finding(
                loss.table(),
                column(loss.table(), column),
                Optional.of(column),
                "After up and down " + of(rows, loss.rows()) + " of " + loss.table() + " have another value in "
                        + column + "."
                        + samples(
                                loss,
                                sample -> sample.after().containsKey(column)
                                        && sample.before().containsKey(column))
                        + way(loss, Optional.of(column)),
                remedy(loss.table(), Optional.of(column)),
                facts);
    }

    private Finding rescaled(RowLoss loss) {
        SortedMap<String, Long> columns = loss.rescaled().columns();
        boolean counted = columns.values().stream().allMatch(rows -> rows > 0);
        String first = columns.firstKey();
        Rewriting rewriting = rewriting(loss, columns.keySet());
        return finding(
                loss.table(),
                DataRule.RESCALES,
                column(loss.table(), first),
                Optional.of(first),
                "After up and down values of "
                        + columns.entrySet().stream()
                                .map(column ->
                                        column.getKey() + (counted ? " in " + of(column.getValue(), loss.rows()) : ""))
                                .collect(Collectors.joining(", "))
                        + " of " + loss.table()
                        + " are equal to those of before, and " + rewriting.how + "."
                        + loss.rescaled()
                                .sample()
                                .map(sample -> "\n  - " + sample)
                                .orElse("")
                        + "\n" + rewriting.why + " a text that is made of it is another.",
                "",
                Map.of("table", loss.table().toString(), "columns", String.join(", ", columns.keySet())));
    }

    /** How values that are equal may differ. */
    private enum Rewriting {
        JSON(
                "written in another way",
                "As jsonb they are the same, so nothing is lost but white space, the order of keys and decimals;"),
        LARGE_OBJECT(
                "in large objects of other numbers",
                "The contents are the same, so nothing is lost; whoever has kept a number finds nothing, and"),
        DECIMALS("written with another number of decimals", "For PostgreSQL 1.5 = 1.50, so nothing is lost;");

        private final String how;
        private final String why;

        Rewriting(String how, String why) {
            this.how = how;
            this.why = why;
        }
    }

    private Rewriting rewriting(RowLoss loss, Set<String> columns) {
        Set<String> types = columns.stream()
                .flatMap(column -> type(table(before, loss.table()), column).stream())
                .map(type -> before.domain(type).map(Domain::baseType).orElse(type))
                .collect(Collectors.toSet());
        if (types.stream().anyMatch(type -> type.startsWith("json"))) {
            return Rewriting.JSON;
        }
        return types.contains("oid") ? Rewriting.LARGE_OBJECT : Rewriting.DECIMALS;
    }

    private Finding columnGone(RowLoss loss, String column, long values) {
        Map<String, String> facts = facts(loss);
        facts.put("column", column);
        facts.put("lost", String.valueOf(values));
        return finding(
                loss.table(),
                column(loss.table(), column),
                Optional.of(column),
                "After up and down " + column(loss.table(), column) + " is not there any more, and "
                        + Quantity.of(values, "value") + " with it.",
                remedy(loss.table(), Optional.of(column)),
                facts);
    }

    /**
     * A column of numbers that the up takes away, and for which the down gives others.
     *
     * @param given a number that a row had
     */
    static Finding numberedAnew(Migration migration, Relation table, String column, long given) {
        Script down = migration.down().orElse(migration.up());
        String object = column(table, column);
        ObjectId id = new ObjectId(ObjectKind.COLUMN, object);
        return MigrationRule.finding(
                DataRule.LOSES_DATA,
                Optional.of(object),
                Place.mentioned(down, id)
                        .or(() -> Place.mentioned(migration.up(), id))
                        .orElseGet(() -> Place.of(down)),
                "After up and down the rows of " + table + " do not have the numbers in " + column
                        + " that they had: one had " + given + ", and none has it now."
                        + "\nMade-up rows may have theirs, but only since those have no gaps. Production's have, and what refers to a row by its"
                        + " number then means another." + ON_PRODUCTION,
                remedy(table, Optional.of(column)),
                Map.of("table", table.toString(), "column", column));
    }

    /** @param what was lost, as half a sentence */
    static Finding declared(LossDeclaration declaration, String object, String what) {
        return MigrationRule.finding(
                DataRule.DECLARED_LOSS,
                Optional.of(object),
                declaration.place(),
                "Lost on purpose, " + object + ": " + what + ". The reason: " + declaration.reason(),
                "",
                Map.of("reason", declaration.reason()));
    }

    /** What the up did to it, as far as the catalogue tells. */
    private String way(RowLoss loss, Optional<String> column) {
        Optional<Table> was = table(before, loss.table());
        Optional<Table> is = table(applied, loss.table());
        if (is.isEmpty()) {
            return "\nThe up drops or renames the table, and the down makes it again without them." + ON_PRODUCTION;
        }
        Optional<String> from = column.flatMap(name -> type(was, name));
        Optional<String> to = column.flatMap(name -> type(is, name));
        if (from.isPresent() && to.isEmpty()) {
            return "\nThe up drops or renames the column, and the one that the down makes does not hold what it held."
                    + ON_PRODUCTION;
        }
        if (from.isPresent() && !from.equals(to)) {
            return "\nThe up makes " + to.get() + " of " + from.get()
                    + ", and the way back does not give the same values." + ON_PRODUCTION;
        }
        return along(loss.table(), column).map(TakenAlong::sentence).orElse("") + ON_PRODUCTION;
    }

    /** Only where the up does not speak of the table itself. */
    private Optional<TakenAlong> along(Relation relation, Optional<String> column) {
        return table(before, relation)
                .filter(table -> Place.mentioned(migration.up(), table.name()).isEmpty())
                .flatMap(table -> TakenAlong.by(migration.up(), before, table, column));
    }

    private static Optional<String> type(Optional<Table> table, String column) {
        return table.stream()
                .flatMap(found -> found.columns().stream())
                .filter(found -> found.name().equals(column))
                .map(found -> found.type())
                .findFirst();
    }

    private static Optional<Table> table(Catalog catalog, Relation relation) {
        return catalog.table(relation.quoted());
    }

    private static String remedy(Relation table, Optional<String> column) {
        return "Keep what the down needs: "
                + (column.isPresent()
                        ? "leave the column until a later migration, or let the up put the former values into a column or a table of their own."
                        : "let the up put the rows into a table of their own, from which the down takes them.")
                + "\n"
                + ifMeant(column.map(name -> column(table, name)).orElse(table.toString()));
    }

    /** The way out for a loss that is meant. */
    static String ifMeant(String object) {
        return "If the loss is meant, say so in the up or the down: -- schemaproof:lossy " + object + " because …";
    }

    private String samples(RowLoss loss, Predicate<RowDifference.Sample> wanted) {
        StringBuilder text = new StringBuilder();
        loss.samples().stream()
                .filter(wanted)
                .forEach(sample -> text.append("\n  - ").append(sample));
        return text.toString();
    }

    private static Map<String, String> facts(RowLoss loss) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("table", loss.table().toString());
        facts.put("rows", String.valueOf(loss.rows()));
        for (int i = 0; i < loss.samples().size(); i++) {
            facts.put("sample" + (i + 1), loss.samples().get(i).toString());
        }
        return facts;
    }

    private static String of(long some, long all) {
        return some + " of " + Quantity.of(all, "row");
    }

    private static String inRows(long rows) {
        return rows == 0 ? "some of its values" : "values in " + Quantity.of(rows, "row");
    }

    private Finding finding(
            Relation table,
            String object,
            Optional<String> column,
            String message,
            String remedy,
            Map<String, String> facts) {
        return finding(table, DataRule.LOSES_DATA, object, column, message, remedy, facts);
    }

    private Finding finding(
            Relation table,
            DataRule rule,
            String object,
            Optional<String> column,
            String message,
            String remedy,
            Map<String, String> facts) {
        Script down = migration.down().orElse(migration.up());
        ObjectId id = new ObjectId(column.isPresent() ? ObjectKind.COLUMN : ObjectKind.TABLE, object);
        Place place = Place.mentioned(down, id)
                .or(() -> Place.mentioned(migration.up(), id))
                .or(() -> along(table, column).map(TakenAlong::place))
                .orElseGet(() -> Place.of(down));
        return MigrationRule.finding(rule, Optional.of(object), place, message, remedy, facts);
    }

    /** The full name of a column, quoted where it must be. */
    static String column(Relation table, String column) {
        return table + "." + new Relation("x", column).toString().substring(2);
    }
}
