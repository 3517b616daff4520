package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A function, procedure or aggregate.
 *
 * @since 0.1
 */
public final class Function extends TypedObject {

    Function(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The name alone, without schema, argument types and quotes. */
    @Override
    public String name() {
        String identity = identity();
        var parts = QualifiedName.parts(identity.substring(0, SqlText.indexOf(identity, '(')));
        return parts.get(parts.size() - 1);
    }

    /** Name and argument types: {@code public.price_of(bigint, date)}. */
    public String signature() {
        return identity();
    }

    /** The types of the arguments that a caller gives, as its signature names them: {@code bigint, date}. */
    public String argumentTypes() {
        String identity = identity();
        return identity.substring(SqlText.indexOf(identity, '(') + 1, identity.length() - 1);
    }

    /** The arguments with names, modes and defaults. */
    public String arguments() {
        return text("arguments");
    }

    /** The result's type; empty for a procedure. */
    public Optional<String> returns() {
        return object.attribute("returns");
    }

    public String language() {
        return text("language");
    }

    public Volatility volatility() {
        return Volatility.valueOf(SqlWords.constant(text("volatility")));
    }

    public Parallel parallel() {
        return Parallel.valueOf(SqlWords.constant(text("parallel")));
    }

    /** Whether it is not called, and gives NULL, for a NULL argument. */
    public boolean isStrict() {
        return object.is("strict");
    }

    public boolean isSecurityDefiner() {
        return object.is("security definer");
    }

    /** The settings that hold while it runs, {@code search_path=pg_catalog, pg_temp} among them. */
    public List<String> settings() {
        return object.attribute("settings")
                .map(text -> List.of(text.split("\n", -1)))
                .orElse(List.of());
    }

    /** The text between the quotes, or the statements of a body in standard SQL; empty for an aggregate. */
    public String body() {
        return text("body");
    }

    public ObjectKind kind() {
        return id().kind();
    }

    /** What the planner may assume about repeated calls. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /** Whether it may run in a parallel worker. */
    public enum Parallel {
        SAFE,
        RESTRICTED,
        UNSAFE
    }
}
