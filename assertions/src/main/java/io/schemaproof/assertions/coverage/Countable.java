package io.schemaproof.assertions.coverage;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Decides which objects a test of a schema has to look at: what somebody wrote, not what followed from it. */
final class Countable {

    static final Set<ObjectKind> KINDS = EnumSet.of(
            ObjectKind.ENUM_TYPE,
            ObjectKind.COMPOSITE_TYPE,
            ObjectKind.RANGE_TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE,
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.COLUMN,
            ObjectKind.SEQUENCE,
            ObjectKind.CONSTRAINT,
            ObjectKind.INDEX,
            ObjectKind.TRIGGER,
            ObjectKind.POLICY);

    private Countable() {}

    static boolean counts(Catalog catalog, CatalogObject object) {
        return object.extension().isEmpty() && !follows(object) && !ofUncounted(catalog, object);
    }

    /** An index of a key, a sequence of a column, a NOT NULL constraint, a partition. */
    private static boolean follows(CatalogObject object) {
        return switch (object.id().kind()) {
            case INDEX -> object.attribute("constraint").isPresent();
            case SEQUENCE -> object.attribute("owned by").isPresent();
            case CONSTRAINT -> object.attribute("type").orElse("").equals("not null");
            case TABLE, FOREIGN_TABLE -> object.attribute("partition of").isPresent();
            // Those of the inner structure of a type have no position.
            case COLUMN -> !object.attributes().containsKey("position");
            default -> false;
        };
    }

    /** What belongs to a partition, to an extension's table or to a view follows from its owner. */
    private static boolean ofUncounted(Catalog catalog, CatalogObject object) {
        Optional<ObjectId> parent = object.parent().filter(id -> id.kind() != ObjectKind.SCHEMA);
        if (parent.isEmpty()) {
            return false;
        }
        boolean columnOfView = object.id().kind() == ObjectKind.COLUMN
                && (parent.get().kind() == ObjectKind.VIEW || parent.get().kind() == ObjectKind.MATERIALIZED_VIEW);
        return columnOfView
                || catalog.find(parent.get())
                        .filter(owner -> owner.extension().isPresent() || follows(owner) || ofUncounted(catalog, owner))
                        .isPresent();
    }
}
