package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table or of a domain.
 *
 * @since 0.1
 */
public class Constraint extends TypedObject {

    private final Lazy<List<String>> columns = new Lazy<>(() -> list("columns"));

    Constraint(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The words of the grammar, in lower case: {@code foreign key}. */
    public String type() {
        return text("type");
    }

    /** The table; empty for a constraint of a domain. */
    public Optional<Table> table() {
        return object.parent()
                // A NOT NULL constraint is a part of its column.
                .flatMap(parent -> parent.kind() == ObjectKind.COLUMN
                        ? catalog.find(parent).flatMap(CatalogObject::parent)
                        : Optional.of(parent))
                .flatMap(catalog::table);
    }

    /** The definition as {@code pg_get_constraintdef} writes it. */
    public String definition() {
        return text("definition");
    }

    /** The definition without what it says of the rows of before: what is demanded of rows that are written. */
    public String demand() {
        return definition().replaceFirst(" NOT VALID$", "");
    }

    /** The columns it is about, in its own order, without quotes. */
    public List<String> columns() {
        return columns.get();
    }

    public boolean isDeferrable() {
        return object.is("deferrable");
    }

    public boolean isInitiallyDeferred() {
        return object.is("initially deferred");
    }

    /** Whether children of the table do not have it. */
    public boolean isNoInherit() {
        return object.is("no inherit");
    }

    /** Whether all rows are known to fulfil it; false after NOT VALID. */
    public boolean isValidated() {
        return !text("validated").equals("no");
    }

    /** Whether the server enforces it; false after NOT ENFORCED. */
    public boolean isEnforced() {
        return !text("enforced").equals("no");
    }
}
