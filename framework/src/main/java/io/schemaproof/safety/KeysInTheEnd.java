package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.KeyCover;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys that no index serves, that do not fit what they refer to, or that run out of numbers. */
final class KeysInTheEnd {

    /** The largest value of each type, from the smallest type on. */
    private static final Map<String, Long> ENDS =
            Map.of("smallint", (long) Short.MAX_VALUE, "integer", (long) Integer.MAX_VALUE, "bigint", Long.MAX_VALUE);

    private static final Set<String> TEXTS = Set.of("text", "character varying");
    private static final Pattern LENGTH = Pattern.compile("\\([0-9, -]+\\)");
    private static final Pattern NEXT = Pattern.compile("nextval\\('((?:[^']|'')+)'::regclass\\)");

    private static final String DENIED = "42501";

    private KeysInTheEnd() {}

    static void find(Catalog catalog, Table table, KeyCover cover, Consumer<LeftOver> found) {
        if (table.partitionOf().isPresent()) {
            // Its keys are those of the partitioned table.
            return;
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (!isCovered(cover, key)) {
                found.accept(uncovered(table, key));
            }
            for (int position = 0; position < key.columns().size(); position++) {
                otherType(catalog, table, key, position).ifPresent(found);
            }
        }
        if (table.parents().isEmpty()) {
            table.primaryKey().flatMap(key -> small(catalog, table, key)).ifPresent(found);
        }
    }

    /** An index of which only the planner knows whether it serves is taken to serve where nobody may hide the others from it but a superuser. */
    private static boolean isCovered(KeyCover cover, ForeignKey key) {
        try {
            return cover.isCovered(key);
        } catch (QueryException e) {
            if (e.getCause() instanceof SQLException cause && DENIED.equals(cause.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private static LeftOver uncovered(Table table, ForeignKey key) {
        return new LeftOver(
                Hazard.FOREIGN_KEY_WITHOUT_INDEX,
                key.identity(),
                List.of(key.name(), table.name()),
                "No index of " + table.identity() + " finds rows by (" + table.list(key.columns())
                        + "), the columns of the foreign key " + key.quotedName() + ".",
                "CREATE INDEX " + (table.isPartitioned() ? "" : LeftOver.CONCURRENTLY) + "ON " + table.identity() + " ("
                        + table.list(key.columns()) + ");");
    }

    private static Optional<LeftOver> otherType(Catalog catalog, Table table, ForeignKey key, int position) {
        Optional<Column> own = named(Optional.of(table), key.columns().get(position));
        Optional<Column> other = named(key.references(), key.referencedColumns().get(position));
        if (own.isEmpty() || other.isEmpty() || fits(type(catalog, own.get()), type(catalog, other.get()))) {
            return Optional.empty();
        }
        Column column = own.get();
        return Optional.of(new LeftOver(
                Hazard.FOREIGN_KEY_TYPE,
                column.identity(),
                List.of(key.name(), column.name(), table.name()),
                "The column " + column.identity() + " is " + column.type() + " and refers, by " + key.quotedName()
                        + ", to " + other.get().identity() + ", which is "
                        + other.get().type() + ".",
                "Make it " + other.get().type()
                        + " while the table is empty; on a full one: a new column beside it, kept equal by a trigger, filled in"
                        + " batches, with a foreign key of its own that is NOT VALID first."));
    }

    private static Optional<Column> named(Optional<Table> table, String name) {
        return table.stream()
                .flatMap(each -> each.columns().stream())
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    /** The type without its length, which no index asks for; a domain's is the one below it. */
    private static String type(Catalog catalog, Column column) {
        String type = catalog.domain(column.type()).map(Domain::baseType).orElse(column.type());
        return LENGTH.matcher(type).replaceAll("");
    }

    /** Whether every value of the other type is one of its own, and an index of either is searched for both. */
    private static boolean fits(String own, String other) {
        Long end = ENDS.get(own);
        Long otherEnd = ENDS.get(other);
        return own.equals(other)
                || (TEXTS.contains(own) && TEXTS.contains(other))
                || (end != null && otherEnd != null && end >= otherEnd);
    }

    private static Optional<LeftOver> small(Catalog catalog, Table table, PrimaryKey key) {
        Optional<Column> only = key.columns().size() == 1
                ? named(Optional.of(table), key.columns().get(0))
                : Optional.empty();
        return only.filter(KeysInTheEnd::isCounted).flatMap(column -> small(catalog, table, column));
    }

    /** Numbers that somebody chooses, such as the code of a country, do not run out unseen. */
    private static boolean isCounted(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY
                || column.defaultExpression()
                        .filter(text -> NEXT.matcher(text).find())
                        .isPresent();
    }

    private static Optional<LeftOver> small(Catalog catalog, Table table, Column column) {
        Long columnEnd = ENDS.get(type(catalog, column));
        boolean identity = column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY;
        if (identity && Long.valueOf(Long.MAX_VALUE).equals(columnEnd)) {
            // The sequence of an identity always has its type.
            return Optional.empty();
        }
        Optional<Sequence> counter = counter(catalog, column);
        if (columnEnd == null || counter.filter(KeysInTheEnd::isMeantToEnd).isPresent()) {
            return Optional.empty();
        }
        long end = Math.min(columnEnd, counter.map(Sequence::maximum).orElse(Long.MAX_VALUE));
        if (end > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        if (end < columnEnd) {
            return counter.map(sequence -> forgotten(table, column, sequence));
        }
        String sequence = counter.filter(
                        each -> !each.object().is("identity") && !each.type().equals("bigint"))
                .map(each -> "ALTER SEQUENCE " + each.identity() + " AS bigint;")
                .orElse("");
        String retype = "ALTER TABLE " + table.identity() + " ALTER COLUMN " + column.quotedName() + " TYPE bigint;";
        return Optional.of(
                new LeftOver(
                        Hazard.INTEGER_KEY,
                        column.identity(),
                        List.of(table.name(), column.name()),
                        "The key " + column.identity() + " is " + column.type()
                                + " and counted up by the server: it ends at " + end + ".",
                        ("bigint from the beginning. While the table is empty: " + retype + " " + sequence).strip()
                                + "\nOn a full one: a new column bigint beside it, kept equal by a trigger and filled in batches."));
    }

    /** The type of the key was changed, and that of its sequence was not. */
    private static LeftOver forgotten(Table table, Column column, Sequence sequence) {
        return new LeftOver(
                Hazard.LEFT_UNFINISHED,
                column.identity(),
                List.of(column.name(), table.name()),
                "The key " + column.identity() + " is " + column.type() + ", and its sequence " + sequence.identity()
                        + " is " + sequence.type() + " in the end: it ends at " + sequence.maximum() + ".",
                "ALTER SEQUENCE " + sequence.identity() + " AS " + column.type() + ";");
    }

    /** One for all the keys of a migration that end; which they are matters, and not what is said of each. */
    static LeftOver together(List<LeftOver> small) {
        LeftOver first = small.get(0);
        if (small.size() == 1) {
            return first;
        }
        List<String> others = small.stream().skip(1).map(LeftOver::object).toList();
        return new LeftOver(
                first.hazard(),
                first.object(),
                first.names(),
                first.what() + " Other keys of this migration have an end, too: " + Words.list(others) + ".",
                first.remedy());
    }

    private static Optional<Sequence> counter(Catalog catalog, Column column) {
        Matcher next = NEXT.matcher(column.defaultExpression().orElse(""));
        return next.find() ? catalog.sequence(next.group(1).replace("''", "'")) : column.sequence();
    }

    /** One that begins anew, goes down, or has an end that is not just its type's. */
    private static boolean isMeantToEnd(Sequence sequence) {
        return sequence.isCycling()
                || sequence.increment() < 0
                || sequence.maximum() != ENDS.getOrDefault(sequence.type(), Long.MAX_VALUE);
    }
}
