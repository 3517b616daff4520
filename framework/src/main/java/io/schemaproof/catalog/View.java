package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A view or a materialized view.
 *
 * @since 0.1
 */
public final class View extends TypedObject {

    View(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The query as {@code pg_get_viewdef} writes it. */
    public String definition() {
        return text("definition");
    }

    public List<Column> columns() {
        return Column.of(catalog, id());
    }

    /** The column of this name, quoted or not. */
    public Optional<Column> column(String name) {
        return Column.find(columns(), name);
    }

    public boolean isMaterialized() {
        return id().kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /** Whether it reads with the rights of whoever asks, and not of its owner; PostgreSQL 15 and later. */
    public boolean isSecurityInvoker() {
        return text("options").matches("(?i)(.*, )?security_invoker=(t|tr|tru|true|y|ye|yes|on|1)(, .*)?");
    }

    /** Whether a materialized view has been filled; true for a view. */
    public boolean isPopulated() {
        return !text("populated").equals("no");
    }
}
