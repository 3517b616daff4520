package io.schemaproof.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a database consists of at one moment, immutable and sorted. Two are equal when their objects are.
 *
 * <p>A name may be given as {@code orders}, {@code public.orders} or {@code public."Order Items"}. What is not quoted is folded
 * to lower case as PostgreSQL does, and taken literally where that finds nothing; a name without a schema is looked for
 * in the search path of the connection that was read, then in {@code public}.
 *
 * @since 0.1
 */
public final class Catalog {

    private final ObjectMap objects;
    private final List<String> searchPath;
    private final Optional<CatalogOrigin> origin;
    private final Map<ObjectKind, List<CatalogObject>> kinds = new ConcurrentHashMap<>();
    private final Lazy<Map<ObjectId, List<CatalogObject>>> children = new Lazy<>(this::byParent);
    private final Map<ObjectKind, Map<List<String>, CatalogObject>> names = new ConcurrentHashMap<>();
    private final Map<ObjectKind, Map<String, Optional<CatalogObject>>> found = new ConcurrentHashMap<>();
    private final Map<String, Optional<Table>> tables = new ConcurrentHashMap<>();

    /** Make a catalogue of objects, for a reader of another source than a live database. */
    public Catalog(SortedMap<ObjectId, CatalogObject> objects, List<String> searchPath) {
        this(objects, searchPath, Optional.empty());
    }

    Catalog(SortedMap<ObjectId, CatalogObject> objects, List<String> searchPath, Optional<CatalogOrigin> origin) {
        this.objects = ObjectMap.of(objects);
        this.searchPath = List.copyOf(searchPath);
        this.origin = origin;
    }

    private Map<ObjectId, List<CatalogObject>> byParent() {
        Map<ObjectId, List<CatalogObject>> byParent = new HashMap<>();
        for (CatalogObject object : objects.values()) {
            object.parent()
                    .ifPresent(parent -> byParent.computeIfAbsent(parent, key -> new ArrayList<>())
                            .add(object));
        }
        return byParent;
    }

    /** All objects by their names. */
    public SortedMap<ObjectId, CatalogObject> objects() {
        return objects;
    }

    /** The schemas in which a name without one was looked for, in order. */
    public List<String> searchPath() {
        return searchPath;
    }

    /** The database that was read, which two equal catalogues need not share; empty where there was none. */
    public Optional<CatalogOrigin> origin() {
        return origin;
    }

    /** All objects of a kind, sorted. */
    public List<CatalogObject> objects(ObjectKind kind) {
        List<CatalogObject> known = kinds.get(kind);
        return known != null
                ? known
                : kinds.computeIfAbsent(kind, key -> Collections.unmodifiableList(objects.of(key)));
    }

    /**
     * The names of objects that only one of two catalogues has, or that differ, sorted. Where one reader has read both, this takes as
     * long as there are differences.
     */
    public List<ObjectId> differing(Catalog other) {
        return objects.differing(other.objects);
    }

    /** The columns of a relation in its order; empty if there is none. */
    public List<Column> columns(ObjectId relation) {
        return objects.beginningWith(ObjectKind.COLUMN, relation.identity() + '.').stream()
                .filter(column -> column.parent().equals(Optional.of(relation))
                        && column.attributes().containsKey("position"))
                .map(column -> new Column(this, column))
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
    }

    /** The objects that are a part of another: a table's columns, constraints, triggers… */
    public List<CatalogObject> children(ObjectId parent) {
        return Collections.unmodifiableList(children.get().getOrDefault(parent, List.of()));
    }

    /** The object of exactly this name, or empty. */
    public Optional<CatalogObject> find(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** The object of a kind that a user calls by this name, or empty. */
    public Optional<CatalogObject> find(ObjectKind kind, String name) {
        // Asked first, as it takes no lock: the same few names are looked up again and again.
        Map<String, Optional<CatalogObject>> known = found.get(kind);
        Optional<CatalogObject> object = known == null ? null : known.get(name);
        if (object != null) {
            return object;
        }
        return found.computeIfAbsent(kind, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(name, key -> Optional.ofNullable(anyCase(kind, key)));
    }

    private @Nullable CatalogObject anyCase(ObjectKind kind, String name) {
        CatalogObject object = lookUp(kind, QualifiedName.folded(name));
        return object != null ? object : lookUp(kind, QualifiedName.parts(name));
    }

    private @Nullable CatalogObject lookUp(ObjectKind kind, List<String> parts) {
        Map<List<String>, CatalogObject> candidates = names.computeIfAbsent(kind, this::byName);
        CatalogObject object = candidates.get(parts);
        if (object != null) {
            return object;
        }
        for (String schema :
                Stream.concat(searchPath.stream(), Stream.of("public")).toList()) {
            List<String> qualified = new ArrayList<>(parts.size() + 1);
            qualified.add(schema);
            qualified.addAll(parts);
            object = candidates.get(qualified);
            if (object != null) {
                return object;
            }
        }
        return null;
    }

    /** Made only when somebody asks: most snapshots are compared as a whole. */
    private Map<List<String>, CatalogObject> byName(ObjectKind kind) {
        Map<List<String>, CatalogObject> byName = new HashMap<>();
        for (CatalogObject object : objects(kind)) {
            byName.put(QualifiedName.parts(object.id().identity()), object);
        }
        return byName;
    }

    /** Names of a kind that are near to one that was not found, nearest first, at most three. */
    public List<String> suggest(ObjectKind kind, String name) {
        return Suggestions.of(
                name, objects(kind).stream().map(o -> o.id().identity()).toList());
    }

    /** The objects that fulfil a condition, as a catalogue. */
    public Catalog filter(Predicate<CatalogObject> condition) {
        return new Catalog(
                ObjectMap.ofSorted(objects.values().stream().filter(condition).toList()), searchPath, origin);
    }

    /** Leave out roles, tablespaces and what else all databases of the cluster share and may change. */
    public Catalog withoutClusterWide() {
        return filter(object -> !object.id().kind().isClusterWide());
    }

    /** Leave out what extensions brought; the extensions themselves stay. */
    public Catalog withoutExtensionMembers() {
        return filter(object -> object.extension().isEmpty());
    }

    /** The table of this name, partitioned tables, partitions and foreign tables included. */
    public Optional<Table> table(String name) {
        Optional<Table> known = tables.get(name);
        return known != null
                ? known
                : tables.computeIfAbsent(
                        name,
                        key -> find(ObjectKind.TABLE, key)
                                .or(() -> find(ObjectKind.FOREIGN_TABLE, key))
                                .map(object -> new Table(this, object)));
    }

    /** The table of exactly this name. */
    Optional<Table> table(ObjectId id) {
        return Stream.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE)
                .filter(kind -> kind == id.kind())
                .flatMap(kind -> find(id).stream())
                .map(object -> new Table(this, object))
                .findFirst();
    }

    public List<Table> tables() {
        return Stream.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE)
                .map(this::objects)
                .flatMap(Collection::stream)
                .map(object -> new Table(this, object))
                .toList();
    }

    /** The view or materialized view of this name. */
    public Optional<View> view(String name) {
        return find(ObjectKind.VIEW, name)
                .or(() -> find(ObjectKind.MATERIALIZED_VIEW, name))
                .map(object -> new View(this, object));
    }

    public List<View> views() {
        return Stream.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
                .map(this::objects)
                .flatMap(Collection::stream)
                .map(object -> new View(this, object))
                .toList();
    }

    /** The table, foreign table, view, materialized view or sequence of this name; no two of them have one name. */
    public Optional<Relation> relation(String name) {
        return Stream.of(
                        ObjectKind.TABLE,
                        ObjectKind.FOREIGN_TABLE,
                        ObjectKind.VIEW,
                        ObjectKind.MATERIALIZED_VIEW,
                        ObjectKind.SEQUENCE)
                .flatMap(kind -> find(kind, name).stream())
                .findFirst()
                .map(object -> new Relation(this, object));
    }

    public Optional<Index> index(String name) {
        return find(ObjectKind.INDEX, name).map(object -> new Index(this, object));
    }

    public List<Index> indexes() {
        return objects(ObjectKind.INDEX).stream()
                .map(object -> new Index(this, object))
                .toList();
    }

    public Optional<Sequence> sequence(String name) {
        return find(ObjectKind.SEQUENCE, name).map(object -> new Sequence(this, object));
    }

    public List<Sequence> sequences() {
        return objects(ObjectKind.SEQUENCE).stream()
                .map(object -> new Sequence(this, object))
                .toList();
    }

    public Optional<EnumType> enumType(String name) {
        return find(ObjectKind.ENUM_TYPE, name).map(object -> new EnumType(this, object));
    }

    public List<EnumType> enumTypes() {
        return objects(ObjectKind.ENUM_TYPE).stream()
                .map(object -> new EnumType(this, object))
                .toList();
    }

    /** The domain of this name. */
    public Optional<Domain> domain(String name) {
        return find(ObjectKind.DOMAIN, name).map(object -> new Domain(this, object));
    }

    /** The type that values of a type are stored in: that of a domain, and of the domain beneath it; any other type itself. */
    public String baseType(String type) {
        String base = type;
        for (Optional<Domain> domain = domain(base); domain.isPresent(); domain = domain(base)) {
            base = domain.get().baseType();
        }
        return base;
    }

    /** The extension of this name. */
    public Optional<Extension> extension(String name) {
        return find(ObjectKind.EXTENSION, name).map(object -> new Extension(this, object));
    }

    public List<Extension> extensions() {
        return objects(ObjectKind.EXTENSION).stream()
                .map(object -> new Extension(this, object))
                .toList();
    }

    /** The schemas, as objects of the catalogue. */
    public List<Namespace> schemas() {
        return objects(ObjectKind.SCHEMA).stream()
                .map(object -> new Namespace(this, object))
                .toList();
    }

    /** All constraints, of tables and of domains. */
    public List<Constraint> constraints() {
        return objects(ObjectKind.CONSTRAINT).stream()
                .map(object -> new Constraint(this, object))
                .toList();
    }

    /** All functions, procedures and aggregates. */
    public List<Function> functions() {
        return Stream.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE)
                .map(this::objects)
                .flatMap(Collection::stream)
                .map(object -> new Function(this, object))
                .toList();
    }

    /**
     * The functions of this name, one for each signature.
     *
     * @param name with argument types, {@code public.price_of(bigint, date)}, or without
     */
    public List<Function> functions(String name) {
        boolean signature = name.indexOf('(') >= 0;
        List<Function> found = new ArrayList<>();
        for (Function function : functions()) {
            String identity = function.identity();
            String candidate = signature ? identity : identity.substring(0, SqlText.indexOf(identity, '('));
            if (matches(name, candidate)) {
                found.add(function);
            }
        }
        return List.copyOf(found);
    }

    private boolean matches(String name, String identity) {
        List<String> parts = QualifiedName.parts(identity);
        for (List<String> wanted : List.of(QualifiedName.folded(name), QualifiedName.parts(name))) {
            boolean bare = wanted.size() == 1
                    && wanted.get(0).equals(parts.get(parts.size() - 1))
                    && (searchPath.contains(parts.get(0)) || parts.get(0).equals("public"));
            if (bare || wanted.equals(parts)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Catalog catalog && objects.equals(catalog.objects);
    }

    @Override
    public int hashCode() {
        return Objects.hash(objects);
    }

    @Override
    public String toString() {
        return "catalogue of " + objects.size() + " objects";
    }
}
