package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Extension;
import io.schemaproof.catalog.Schema;

/**
 * Assert on an installed extension.
 *
 * <pre>{@code
 * assertThat(schema).extension("plpgsql").isUpToDate().isInSchema("pg_catalog"); // passes
 * assertThat(schema).extension("plpgsql").hasVersion("0.9"); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class ExtensionAssert extends AbstractObjectAssert<ExtensionAssert, Extension> {

    ExtensionAssert(Schema schema, Extension actual) {
        super(schema, actual, actual.object(), ExtensionAssert.class);
    }

    /** Require a version; versions are names and compared as such. */
    public ExtensionAssert hasVersion(String version) {
        return same(
                "the extension's version",
                version,
                actual.version(),
                "ALTER EXTENSION " + identity() + " UPDATE TO " + SqlText.literal(version) + ";");
    }

    /** Require the version that the server would install now. */
    public ExtensionAssert isUpToDate() {
        String available = sql().value(
                        "SELECT default_version FROM pg_catalog.pg_available_extensions WHERE name = ?",
                        Names.parse(identity()).get(0));
        return same(
                "the extension to have the version that the server brings",
                available == null ? "a version that the server knows" : available,
                actual.version(),
                "ALTER EXTENSION " + identity() + " UPDATE;");
    }

    /** Require the schema of its objects. */
    public ExtensionAssert isInSchema(String name) {
        return same("the extension's schema", Names.column(name), actual.schema());
    }

    /** Do the same with a jOOQ schema. */
    public ExtensionAssert isInSchema(org.jooq.Schema namespace) {
        return isInSchema(Names.unqualified(namespace));
    }
}
