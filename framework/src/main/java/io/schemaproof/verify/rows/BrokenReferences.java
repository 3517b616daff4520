package io.schemaproof.verify.rows;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.assumption.Orphans;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The foreign keys that a script leaves with rows that refer to nothing. The server enforces them by triggers, and a script can go past these:
 * by {@code session_replication_role}, by {@code DISABLE TRIGGER ALL}, and where another trigger or a rule swallows what ON DELETE CASCADE
 * would do (PostgreSQL's manual, CREATE TRIGGER). Nothing is checked anew when they are on again.
 *
 * @param all those of which more rows than before refer to nothing
 */
record BrokenReferences(List<Broken> all) {

    private static final List<String> WAYS_PAST =
            List.of("session_replication_role", "disable", "pg_trigger", "pg_constraint", "tgenabled");

    /**
     * One of them.
     *
     * @param rows that refer to nothing
     * @param former how many did before
     * @param sample the values of one of them; nothing that nobody is to see
     */
    record Broken(ForeignKey key, Table table, long rows, long former, String sample) {

        String name() {
            return table.identity() + "." + key.name();
        }

        /** Where the script goes past it, or names the table. */
        Place place(Script script) {
            return Stream.concat(WAYS_PAST.stream(), Stream.of(table.name()))
                    .flatMap(word -> Place.mentioned(script, word).stream())
                    .findFirst()
                    .orElse(Place.of(script));
        }
    }

    /** A database and what is known of it. */
    record Moment(ObservedDatabase database, FilledState state) {}

    /** @param before still there, to ask it what was broken already */
    static BrokenReferences of(Script script, Moment before, Moment now) throws SQLException {
        List<Broken> since = new ArrayList<>();
        for (Broken broken : among(script, before.state(), now).all) {
            long former = rowsBefore(before, broken);
            if (broken.rows() > former) {
                since.add(new Broken(broken.key(), broken.table(), broken.rows(), former, broken.sample()));
            }
        }
        return new BrokenReferences(since);
    }

    /** Of those whose rows are others than before all that do not hold, also where they did not before. */
    static BrokenReferences among(Script script, FilledState before, Moment now) throws SQLException {
        Set<Relation> changed = before.digest().tablesThatDiffer(now.state().digest());
        if (changed.isEmpty()
                || !mayGoPast(script, before.catalog(), now.state().catalog())) {
            return new BrokenReferences(List.of());
        }
        List<Broken> found = new ArrayList<>();
        for (Table table :
                changed.isEmpty() ? List.<Table>of() : now.state().catalog().tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                Optional<Table> target = key.references();
                if (target.isEmpty()
                        || !holds(table, key)
                        || !(changed.contains(root(table)) || changed.contains(root(target.get())))) {
                    continue;
                }
                look(now.database(), table, key, target.get()).ifPresent(found::add);
            }
        }
        return new BrokenReferences(found);
    }

    /** Those that another script has not left so already. */
    BrokenReferences notIn(BrokenReferences others) {
        Set<String> known = others.all.stream().map(Broken::name).collect(Collectors.toSet());
        return new BrokenReferences(
                all.stream().filter(broken -> !known.contains(broken.name())).toList());
    }

    /** Whether anything could: the server itself lets nobody past. */
    private static boolean mayGoPast(Script script, Catalog before, Catalog now) {
        return WAYS_PAST.stream().anyMatch(word -> WholeWord.in(script.text(), word))
                || Stream.of(before, now).anyMatch(BrokenReferences::hasWaysPast);
    }

    private static boolean hasWaysPast(Catalog catalog) {
        return !catalog.functions().isEmpty()
                || catalog.objects().keySet().stream().anyMatch(object -> object.kind() == ObjectKind.RULE)
                || catalog.tables().stream()
                        .anyMatch(table -> !table.triggers().isEmpty()
                                || table.foreignKeys().stream().anyMatch(key -> !key.areTriggersEnabled()));
    }

    /** Whether the server takes it for met by all rows, and no other one says the same: a partition has those of its table. */
    private static boolean holds(Table table, ForeignKey key) {
        boolean isOfAll = table.partitionOf().stream()
                .flatMap(all -> all.foreignKeys().stream())
                .anyMatch(other -> other.columns().equals(key.columns())
                        && other.referencedTable().equals(key.referencedTable()));
        return !isOfAll && key.isValidated() && key.isEnforced() && !WholeWord.in(key.definition(), "PERIOD");
    }

    /** The digest has the rows of partitions under the whole. */
    private static Relation root(Table table) {
        return table.partitionOf()
                .map(BrokenReferences::root)
                .orElseGet(() -> new Relation(table.schema(), table.name()));
    }

    private static long rowsBefore(Moment before, Broken broken) throws SQLException {
        Optional<Table> table = before.state().catalog().table(broken.table().identity());
        Optional<ForeignKey> key = table.stream()
                .flatMap(was -> was.foreignKeys().stream())
                .filter(was -> was.name().equals(broken.key().name()))
                .findFirst();
        Optional<Table> target = key.flatMap(ForeignKey::references);
        if (target.isEmpty()) {
            return 0;
        }
        return look(before.database(), table.orElseThrow(), key.orElseThrow(), target.get())
                .map(Broken::rows)
                .orElse(0L);
    }

    private static Optional<Broken> look(ObservedDatabase database, Table table, ForeignKey key, Table target)
            throws SQLException {
        String values = table.quoted(key.columns()).stream()
                .map(column -> "min(c." + column + "::text)")
                .collect(Collectors.joining(", "));
        String query = "SELECT count(*), " + values + " FROM " + only(table) + " c WHERE "
                + Orphans.condition(table, key, only(target));
        try (Statement statement = database.session().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1) == 0
                    ? Optional.empty()
                    : Optional.of(new Broken(key, table, row.getLong(1), 0, sample(table, key, row)));
        }
    }

    /** Of several columns the least value of each is no row. */
    private static String sample(Table table, ForeignKey key, ResultSet row) throws SQLException {
        if (key.columns().size() > 1) {
            return "";
        }
        String column = key.columns().get(0);
        boolean hidden = SensitiveColumns.ofSystem().hides(table.schema(), table.name(), column);
        return column + " = " + (hidden ? SensitiveColumns.MASK : "'" + row.getString(2) + "'");
    }

    /** Heirs of a table are not meant, partitions are. */
    private static String only(Table table) {
        return (table.isPartitioned() ? "" : "ONLY ") + table.identity();
    }
}
