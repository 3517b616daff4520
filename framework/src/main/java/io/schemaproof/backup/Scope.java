package io.schemaproof.backup;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Namespace;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a database is backed up.
 *
 * @param schemas as stored, not quoted; none for the whole database
 */
record Scope(SortedSet<String> schemas) {

    static final Scope WHOLE = new Scope(new TreeSet<>());

    Scope {
        schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
    }

    boolean isWhole() {
        return schemas.isEmpty();
    }

    boolean contains(String schema) {
        return isWhole() || schemas.contains(schema);
    }

    /**
     * The part of a catalogue that lies in it: of a whole database without its own properties, which are no part of a dump; of
     * schemas without what extensions have put there.
     *
     * @throws BackupException if there is no such schema
     */
    Catalog of(Catalog catalog) {
        if (isWhole()) {
            return catalog.withoutClusterWide()
                    .filter(object -> object.id().kind() != ObjectKind.DATABASE
                            && object.id().kind() != ObjectKind.DATABASE_SETTING);
        }
        List<Namespace> all = catalog.schemas();
        Set<ObjectId> meant = all.stream()
                .filter(schema -> schemas.contains(schema.name()))
                .map(Namespace::id)
                .collect(Collectors.toSet());
        return catalog.filter(object -> object.extension().isEmpty()
                && root(catalog, object).filter(meant::contains).isPresent());
    }

    /** The outermost object that one is a part of. */
    private static Optional<ObjectId> root(Catalog catalog, CatalogObject object) {
        CatalogObject at = object;
        while (at.parent().isPresent()) {
            Optional<CatalogObject> parent = at.parent().flatMap(catalog::find);
            if (parent.isEmpty()) {
                return at.parent();
            }
            at = parent.get();
        }
        return Optional.of(at.id());
    }

    /** {@code schema vehicles}, {@code schemas a, b} or {@code the whole database}. */
    String words() {
        return isWhole()
                ? "the whole database"
                : (schemas.size() == 1 ? "schema " : "schemas ") + String.join(", ", schemas);
    }
}
