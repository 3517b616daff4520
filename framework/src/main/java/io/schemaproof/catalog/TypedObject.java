package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a catalogue, seen as what it is.
 *
 * @since 0.1
 */
public abstract class TypedObject {

    final Catalog catalog;
    final CatalogObject object;
    private final Lazy<List<String>> parts = new Lazy<>(() -> QualifiedName.parts(identity()));
    private final Lazy<String> name;

    TypedObject(Catalog catalog, CatalogObject object) {
        this.catalog = catalog;
        this.object = object;
        this.name = new Lazy<>(() -> last(parts.get()));
    }

    private static String last(List<String> parts) {
        return parts.get(parts.size() - 1);
    }

    /** The object with all its attributes. */
    public CatalogObject object() {
        return object;
    }

    public ObjectId id() {
        return object.id();
    }

    /** The full name as PostgreSQL writes it: {@code public."Order Items"}. */
    public String identity() {
        return object.id().identity();
    }

    /** The name alone, without schema and quotes: {@code Order Items}. */
    public String name() {
        return name.get();
    }

    /** The name alone as PostgreSQL writes it, for SQL: {@code "Order Items"}, {@code "user"}. */
    public String quotedName() {
        return last(SqlText.splitTopLevel(identity(), '.'));
    }

    /** The schema, without quotes; for what lies in none, the empty text. */
    public String schema() {
        List<String> all = parts.get();
        return all.size() > 1 ? all.get(0) : "";
    }

    public Optional<String> owner() {
        return object.attribute("owner");
    }

    public Optional<String> comment() {
        return object.attribute("comment");
    }

    /** Privileges that differ from those without any GRANT, as PostgreSQL writes them, sorted. */
    public Optional<String> privileges() {
        return object.attribute("privileges");
    }

    /** The extension that brought the object. */
    public Optional<String> extension() {
        return object.extension();
    }

    String text(String attribute) {
        return object.attribute(attribute).orElse("");
    }

    List<String> list(String attribute) {
        return object.attribute(attribute).map(QualifiedName::list).orElse(List.of());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TypedObject typed && object.equals(typed.object);
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }

    @Override
    public String toString() {
        return object.id().toString();
    }
}
