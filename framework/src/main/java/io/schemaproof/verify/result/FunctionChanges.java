package io.schemaproof.verify.result;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.diff.ChangeKind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an up changes that the body of a function may meet when it is called.
 *
 * @param names without schema and quotes: of what is gone, or has another shape, such as a table with another column
 * @param made functions and procedures that are new or have changed
 * @param tables that have other columns
 * @param triggered tables that have a new trigger, or one that is changed
 */
public record FunctionChanges(Set<String> names, Set<ObjectId> made, Set<ObjectId> tables, Set<ObjectId> triggered) {

    /** Of an up that changes nothing of the kind. */
    public static final FunctionChanges NONE = new FunctionChanges(Set.of(), Set.of(), Set.of(), Set.of());

    private static final Set<ObjectKind> NAMED = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.TYPE,
            ObjectKind.ENUM_TYPE,
            ObjectKind.RANGE_TYPE,
            ObjectKind.COMPOSITE_TYPE,
            ObjectKind.DOMAIN);

    private static final Set<ObjectKind> CALLED =
            EnumSet.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE);

    /** Of a column, a constraint or an index: the words of ON CONFLICT ask for the last two. */
    private static final Set<ObjectKind> PARTS =
            EnumSet.of(ObjectKind.COLUMN, ObjectKind.ATTRIBUTE, ObjectKind.CONSTRAINT, ObjectKind.INDEX);

    /** What a reader of a column never meets. */
    private static final Set<String> UNSEEN =
            Set.of("comment", "owner", "privileges", "default", "nullable", "storage", "statistics target");

    private static final Set<String> CALL = Set.of("returns", "arguments", "variadic");

    private static final Set<String> INSIDE = Set.of("body", "settings", "language", "returns", "arguments");

    public FunctionChanges {
        names = Set.copyOf(names);
        made = Set.copyOf(made);
        tables = Set.copyOf(tables);
        triggered = Set.copyOf(triggered);
    }

    /** Gather them from what an up has changed. */
    public static FunctionChanges of(CatalogDiff diff, Catalog before) {
        Collector collector = new Collector(before, new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        diff.changes().forEach(collector::take);
        return new FunctionChanges(collector.names, collector.made, collector.tables, collector.triggered);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return names.isEmpty() && made.isEmpty() && tables.isEmpty() && triggered.isEmpty();
    }

    /** Whether the triggers of a table meet something else than before. */
    public boolean meet(Table table) {
        return tables.contains(table.id()) || triggered.contains(table.id());
    }

    /** Whether one of the names stands in a body. */
    public boolean isNamedIn(String body) {
        return names.stream().anyMatch(name -> WholeWord.in(body, name));
    }

    private record Collector(
            Catalog before, Set<String> names, Set<ObjectId> made, Set<ObjectId> tables, Set<ObjectId> triggered) {

        void take(Change change) {
            ObjectId id = change.object();
            if (change.kind() == ChangeKind.COLUMN_ORDER) {
                names.add(name(id));
                tables.add(id);
            } else if (NAMED.contains(id.kind()) && change instanceof Change.Removed removed) {
                Stream.concat(Stream.of(id), removed.parts().stream().map(CatalogObject::id))
                        .filter(gone -> NAMED.contains(gone.kind()) || CALLED.contains(gone.kind()))
                        .forEach(gone -> names.add(name(gone)));
            } else if (CALLED.contains(id.kind()) && change.kind() != ChangeKind.LAYOUT) {
                called(change, id);
            } else if (PARTS.contains(id.kind())) {
                part(change, id);
            } else if (id.kind() == ObjectKind.TRIGGER && !(change instanceof Change.Removed)) {
                relation(change).ifPresent(triggered::add);
            }
        }

        /** One that is added may stand beside another of its name, so that the server knows no longer which is meant. */
        private void called(Change change, ObjectId id) {
            if (!(change instanceof Change.Altered altered) || CALL.contains(altered.attribute())) {
                names.add(name(id));
            }
            boolean other = change instanceof Change.Added
                    || (change instanceof Change.Altered altered && INSIDE.contains(altered.attribute()));
            if (other && id.kind() != ObjectKind.AGGREGATE) {
                made.add(id);
            }
        }

        private void part(Change change, ObjectId id) {
            boolean column = id.kind() == ObjectKind.COLUMN || id.kind() == ObjectKind.ATTRIBUTE;
            boolean seen = change instanceof Change.Altered altered
                    ? !UNSEEN.contains(altered.attribute())
                    : column || !(change instanceof Change.Added);
            if (seen) {
                if (!(change instanceof Change.Added)) {
                    names.add(name(id));
                }
                Optional<ObjectId> of = relation(change);
                of.ifPresent(relation -> names.add(name(relation)));
                of.filter(relation -> column).ifPresent(tables::add);
            }
        }

        /** The table or view that an object is a part of. */
        private Optional<ObjectId> relation(Change change) {
            Optional<CatalogObject> object =
                    change instanceof Change.Added added ? Optional.of(added.after()) : before.find(change.object());
            Optional<ObjectId> parent = object.flatMap(CatalogObject::parent);
            while (parent.isPresent() && !NAMED.contains(parent.get().kind())) {
                parent = before.find(parent.get()).flatMap(CatalogObject::parent);
            }
            return parent;
        }

        private static String name(ObjectId id) {
            String identity = id.identity();
            int arguments = CALLED.contains(id.kind()) ? identity.indexOf('(') : -1;
            List<String> parts = List.of((arguments < 0 ? identity : identity.substring(0, arguments))
                    .split("\\.(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
            return parts.get(parts.size() - 1).replaceAll("^\"|\"$", "").replace("\"\"", "\"");
        }
    }
}
