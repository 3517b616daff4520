package io.schemaproof.diff;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import java.util.List;
import java.util.Optional;

/**
 * One difference between two catalogues.
 *
 * @since 0.1
 */
public sealed interface Change {

    /** The object it is about; for a renamed one, its former name. */
    ObjectId object();

    Weight weight();

    ChangeKind kind();

    /** Say it in words, on one line or a few, without a final line break. */
    default String describe() {
        return Description.of(this);
    }

    /**
     * An object that was not there before.
     *
     * @param parts what came with it: a table's columns, constraints and indexes
     */
    record Added(CatalogObject after, List<CatalogObject> parts) implements Change {
        @Override
        public ObjectId object() {
            return after.id();
        }

        @Override
        public Weight weight() {
            return Weight.SIGNIFICANT;
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.OBJECT_ADDED;
        }
    }

    /**
     * An object that is gone.
     *
     * @param parts what went with it
     */
    record Removed(CatalogObject before, List<CatalogObject> parts) implements Change {
        @Override
        public ObjectId object() {
            return before.id();
        }

        @Override
        public Weight weight() {
            return Weight.SIGNIFICANT;
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.OBJECT_REMOVED;
        }
    }

    /** A constraint, index or trigger that is the same but for its name. */
    record Renamed(ObjectId object, ObjectId to) implements Change {
        @Override
        public Weight weight() {
            return Weight.SIGNIFICANT;
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.RENAMED;
        }
    }

    /**
     * An object with an attribute of another value.
     *
     * @param from empty where the attribute did not apply
     * @param to empty where it no longer applies
     */
    record Altered(
            ObjectId object,
            String attribute,
            Optional<String> from,
            Optional<String> to,
            Weight weight,
            ChangeKind kind)
            implements Change {}
}
