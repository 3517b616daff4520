package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An index, also one that belongs to a key.
 *
 * @since 0.1
 */
public final class Index extends TypedObject {

    private final Lazy<IndexDefinition> parsed = new Lazy<>(() -> IndexDefinition.parse(definition()));

    Index(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The full name of the table as PostgreSQL writes it. */
    public String tableName() {
        return text("table");
    }

    /** The table; empty for an index of a materialized view. */
    public Optional<Table> table() {
        return catalog.table(tableName());
    }

    /** The definition as {@code pg_get_indexdef} writes it. */
    public String definition() {
        return text("definition");
    }

    /** The indexed columns and expressions in order. */
    public List<IndexKey> keys() {
        return parsed.get().keys();
    }

    /** The expressions of the keys in order; a column is its name without quotes. */
    public List<String> columns() {
        return keys().stream().map(IndexKey::expression).toList();
    }

    /** The columns of INCLUDE, without quotes. */
    public List<String> includedColumns() {
        return parsed.get().included();
    }

    /** The access method: {@code btree}, {@code gin}… */
    public String method() {
        return text("method");
    }

    public boolean isUnique() {
        return object.is("unique");
    }

    public boolean isPrimary() {
        return object.is("primary");
    }

    /** The condition of a partial index. */
    public Optional<String> predicate() {
        return object.attribute("predicate");
    }

    /** Whether queries may use it; false after CREATE INDEX CONCURRENTLY has failed. */
    public boolean isValid() {
        return !text("valid").equals("no");
    }

    /** Whether new rows are put into it. */
    public boolean isReady() {
        return !text("ready").equals("no");
    }

    /** Whether NULLs count as equal. */
    public boolean isNullsNotDistinct() {
        return object.is("nulls not distinct");
    }

    /** Whether CLUSTER has sorted the table by it and will again. */
    public boolean isClustered() {
        return object.is("clustered");
    }

    /** The tablespace, where it is not the database's own. */
    public Optional<String> tablespace() {
        return object.attribute("tablespace");
    }

    /** The constraint that it enforces. */
    public Optional<String> constraint() {
        return object.attribute("constraint");
    }
}
