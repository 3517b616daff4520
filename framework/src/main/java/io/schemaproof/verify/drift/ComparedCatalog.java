package io.schemaproof.verify.drift;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.safety.ToolTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a catalogue that migrations decide: neither what extensions brought, nor what all databases of a cluster share, nor
 * the books of a migration tool, nor what is state or a secret.
 *
 * @param catalog what is compared
 * @param books the tables of tools that were left out
 */
record ComparedCatalog(Catalog catalog, SortedSet<String> books) {

    /** What somebody says of the place and not of the schema. */
    private static final Set<ObjectKind> PLACE =
            Set.of(ObjectKind.DATABASE, ObjectKind.DATABASE_SETTING, ObjectKind.LARGE_OBJECT);

    /** What consists of privileges alone. */
    private static final Set<ObjectKind> PRIVILEGES = Set.of(ObjectKind.DEFAULT_PRIVILEGES, ObjectKind.SYSTEM_OBJECT);

    /** What every database has, so that it proves nothing. */
    private static final Set<ObjectKind> GIVEN = Set.of(ObjectKind.SCHEMA, ObjectKind.EXTENSION, ObjectKind.LANGUAGE);

    /** Sqitch has a schema of its own, whose tables have names like any other. */
    private static final String SQITCH = "sqitch.";

    /**
     * Take that part.
     *
     * @param schemas as stored; none for all, and for what is in no schema
     * @param privileges whether owners and privileges are compared
     */
    static ComparedCatalog of(Catalog whole, Set<String> schemas, boolean privileges) {
        Catalog own = whole.withoutClusterWide()
                .withoutExtensionMembers()
                .filter(object -> !PLACE.contains(object.id().kind())
                        && (privileges || !PRIVILEGES.contains(object.id().kind())));
        SortedSet<String> books = new TreeSet<>();
        SortedMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        for (CatalogObject object : own.objects().values()) {
            List<CatalogObject> chain = chain(whole, object);
            Optional<CatalogObject> book =
                    chain.stream().filter(ComparedCatalog::isBook).findFirst();
            book.ifPresent(table -> books.add(table.id().identity()));
            if (book.isEmpty() && !isOfBook(own, object) && isIn(schemas, chain)) {
                objects.put(object.id(), compared(object, privileges));
            }
        }
        objects.keySet().removeIf(id -> holdsBooksAlone(id, books, objects.values()));
        return new ComparedCatalog(new Catalog(objects, whole.searchPath()), books);
    }

    /** Whether it holds anything that a migration could have made. */
    boolean isEmpty() {
        return catalog.objects().keySet().stream().allMatch(id -> GIVEN.contains(id.kind()));
    }

    /** An object, what it is a part of, and so on. */
    static List<CatalogObject> chain(Catalog catalog, CatalogObject object) {
        List<CatalogObject> chain = new ArrayList<>(List.of(object));
        Optional<CatalogObject> parent = object.parent().flatMap(catalog::find);
        while (parent.isPresent()) {
            chain.add(parent.get());
            parent = parent.get().parent().flatMap(catalog::find);
        }
        return chain;
    }

    private static boolean isBook(CatalogObject object) {
        return object.id().kind() == ObjectKind.TABLE
                && (object.id().identity().startsWith(SQITCH)
                        || ToolTables.isOne(object.id().name()));
    }

    /** A schema that a tool makes for its books, such as Drizzle. */
    private static boolean holdsBooksAlone(ObjectId schema, Set<String> books, Collection<CatalogObject> objects) {
        return schema.kind() == ObjectKind.SCHEMA
                && books.stream().anyMatch(book -> book.startsWith(schema.identity() + "."))
                && objects.stream().noneMatch(object -> object.parent().equals(Optional.of(schema)));
    }

    /** A sequence goes with the table that counts with it. */
    private static boolean isOfBook(Catalog catalog, CatalogObject object) {
        return object.attribute("owned by")
                .flatMap(column -> catalog.find(new ObjectId(ObjectKind.COLUMN, column)))
                .filter(column -> chain(catalog, column).stream().anyMatch(ComparedCatalog::isBook))
                .isPresent();
    }

    private static boolean isIn(Set<String> schemas, List<CatalogObject> chain) {
        ObjectId root = chain.get(chain.size() - 1).id();
        return schemas.isEmpty() || (root.kind() == ObjectKind.SCHEMA && schemas.contains(root.identity()));
    }

    private static CatalogObject compared(CatalogObject object, boolean privileges) {
        SortedMap<String, String> attributes = new TreeMap<>(object.attributes());
        if (!privileges) {
            attributes.remove("owner");
            attributes.remove("privileges");
        }
        switch (object.id().kind()) {
            // Which version there is, the packages of the machine decide.
            case EXTENSION -> attributes.remove("version");
            // Whether somebody has refreshed it is state.
            case MATERIALIZED_VIEW -> attributes.remove("populated");
            case USER_MAPPING -> attributes.remove("options");
            case SUBSCRIPTION -> attributes.remove("connection");
            default -> {}
        }
        return new CatalogObject(object.id(), object.parent(), attributes, object.extension());
    }
}
