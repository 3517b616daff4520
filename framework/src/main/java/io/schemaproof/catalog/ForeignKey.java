package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key.
 *
 * @since 0.1
 */
public final class ForeignKey extends Constraint {

    private final Lazy<List<String>> referencedColumns = new Lazy<>(() -> list("referenced columns"));

    ForeignKey(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The full name of the referenced table as PostgreSQL writes it. */
    public String referencedTable() {
        return text("referenced table");
    }

    /** The referenced table, unless it was filtered out of the catalogue. */
    public Optional<Table> references() {
        return catalog.table(referencedTable());
    }

    /** The referenced columns, in the order of {@link #columns()}. */
    public List<String> referencedColumns() {
        return referencedColumns.get();
    }

    public ReferentialAction onDelete() {
        return ReferentialAction.valueOf(SqlWords.constant(text("on delete")));
    }

    /** The columns that ON DELETE SET NULL or SET DEFAULT sets; empty where it sets all of the key. */
    public List<String> onDeleteColumns() {
        return list("on delete columns");
    }

    public ReferentialAction onUpdate() {
        return ReferentialAction.valueOf(SqlWords.constant(text("on update")));
    }

    public MatchType match() {
        return MatchType.valueOf(SqlWords.constant(text("match")));
    }

    /** Whether its triggers fire; false after DISABLE TRIGGER ALL, when rows are no longer checked. */
    public boolean areTriggersEnabled() {
        return object.attribute("trigger states").isEmpty();
    }

    /** Which rows with NULLs a foreign key lets pass. */
    public enum MatchType {
        SIMPLE,
        FULL,
        PARTIAL
    }
}
