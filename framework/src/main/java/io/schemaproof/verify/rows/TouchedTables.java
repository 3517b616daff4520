package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.FilledState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tables of before to which a migration does something that rows may not survive, and of their columns those.
 *
 * @param columns table to the columns that are changed or dropped, not quoted; none where the table is touched otherwise
 * @param read those of which nothing changed, and that are named only where an UPDATE, DELETE or MERGE of another table looks rows up
 */
record TouchedTables(SortedMap<Relation, SortedSet<String>> columns, Set<Relation> read) {

    private static final Set<String> OF_TABLES =
            Set.of("partition of", "partition bound", "partition key", "inherits", "of type");
    private static final Set<String> OF_COLUMNS =
            Set.of("type", "nullable", "collation", "generated", "generation expression", "identity");
    private static final Set<ObjectKind> TYPES = Set.of(
            ObjectKind.TYPE,
            ObjectKind.ENUM_TYPE,
            ObjectKind.RANGE_TYPE,
            ObjectKind.COMPOSITE_TYPE,
            ObjectKind.ATTRIBUTE,
            ObjectKind.DOMAIN);

    TouchedTables {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        read = Set.copyOf(read);
    }

    /** Find them by what the up changed in the schema and in rows, and by the tables that its data statements name, or functions that these call. */
    static TouchedTables of(Migration migration, FilledState before, FilledState after) {
        List<Script> scripts = new ArrayList<>(List.of(migration.up()));
        migration.down().ifPresent(scripts::add);
        Collector collector = new Collector(before.catalog(), after.catalog());
        CatalogDiff.between(before.catalog(), after.catalog()).changes().forEach(collector::add);
        before.digest().tables().forEach((table, digest) -> {
            var its = after.digest().tables().get(table);
            if (!digest.equals(its)) {
                collector.table(table);
            }
        });
        Set<Relation> changed = Set.copyOf(collector.found.keySet());
        Set<Relation> written = new HashSet<>();
        for (Script script : scripts) {
            DataStatements statements = DataStatements.of(script).withFunctions(before.catalog(), after.catalog());
            for (Table table : before.catalog().tables()) {
                if (statements.mention(table.name())) {
                    collector.touch(table);
                    if (!statements.onlyRead(table.name())) {
                        written.add(Collector.whole(table));
                    }
                }
            }
        }
        // What a tool writes there about itself is no data.
        collector.found.keySet().removeIf(table -> HistoryTables.contains(table.name()));
        Set<Relation> read = new HashSet<>(collector.found.keySet());
        read.removeAll(changed);
        read.removeAll(written);
        return new TouchedTables(collector.found, read);
    }

    private static final class Collector {

        private final Catalog before;
        private final Catalog after;
        private final SortedMap<Relation, SortedSet<String>> found = new TreeMap<>();

        Collector(Catalog before, Catalog after) {
            this.before = before;
            this.after = after;
        }

        void add(Change change) {
            ObjectId id = change.object();
            if (change instanceof Change.Renamed || isHarmless(change)) {
                return;
            }
            if (TYPES.contains(id.kind())) {
                usersOf(id);
                return;
            }
            Optional<Table> table = tableOf(id);
            if (table.isPresent()) {
                boolean known =
                        id.kind() == ObjectKind.COLUMN && before.find(id).isPresent();
                SortedSet<String> columns = touch(table.get());
                if (known) {
                    table.get().columns().stream()
                            .filter(column -> column.id().equals(id))
                            .forEach(column -> columns.add(column.name()));
                }
            }
        }

        private static boolean isHarmless(Change change) {
            ObjectKind kind = change.object().kind();
            if (kind == ObjectKind.CONSTRAINT || kind == ObjectKind.INDEX || TYPES.contains(kind)) {
                return change instanceof Change.Altered altered
                        && Set.of("comment", "owner", "privileges").contains(altered.attribute());
            }
            if (kind != ObjectKind.TABLE && kind != ObjectKind.COLUMN) {
                return true;
            }
            Set<String> harmful = kind == ObjectKind.TABLE ? OF_TABLES : OF_COLUMNS;
            return change instanceof Change.Altered altered && !harmful.contains(altered.attribute());
        }

        /** The table of before that an object is, or is a part of. */
        private Optional<Table> tableOf(ObjectId id) {
            Optional<ObjectId> at = Optional.of(id);
            while (at.isPresent() && at.get().kind() != ObjectKind.TABLE) {
                ObjectId part = at.get();
                at = before.find(part).or(() -> after.find(part)).flatMap(CatalogObject::parent);
            }
            return at.flatMap(name -> before.tables().stream()
                    .filter(table -> table.id().equals(name))
                    .findFirst());
        }

        private void usersOf(ObjectId type) {
            String name = type.kind() == ObjectKind.ATTRIBUTE
                    ? before.find(type)
                            .flatMap(CatalogObject::parent)
                            .map(ObjectId::identity)
                            .orElse(type.identity())
                    : type.identity();
            for (Table table : before.tables()) {
                table.columns().stream()
                        .filter(column ->
                                column.type().equals(name) || column.type().startsWith(name + "["))
                        .forEach(column -> touch(table).add(column.name()));
            }
        }

        SortedSet<String> touch(Table table) {
            return root(table).isForeign() ? new TreeSet<>() : table(whole(table));
        }

        static Relation whole(Table table) {
            Table root = root(table);
            return new Relation(root.schema(), root.name());
        }

        private static Table root(Table table) {
            Table root = table;
            while (root.partitionOf().isPresent()) {
                root = root.partitionOf().get();
            }
            return root;
        }

        SortedSet<String> table(Relation table) {
            return found.computeIfAbsent(table, key -> new TreeSet<>());
        }
    }
}
