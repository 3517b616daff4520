package io.schemaproof.query;

import io.schemaproof.base.SqlText;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Name a table, a materialized view or an index of a plan.
 *
 * @param schema as stored, not quoted
 * @param name as stored, not quoted
 * @since 0.1
 */
public record Relation(String schema, String name) implements Comparable<Relation> {

    private static final Comparator<Relation> ORDER =
            Comparator.comparing(Relation::schema).thenComparing(Relation::name);
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** Quote an identifier where its characters demand it. */
    static String quote(String identifier) {
        return PLAIN.matcher(identifier).matches() ? identifier : SqlText.identifier(identifier);
    }

    /** The qualified name with both parts in quotation marks, so that no keyword is in the way. */
    public String quoted() {
        return SqlText.identifier(schema) + "." + SqlText.identifier(name);
    }

    @Override
    public int compareTo(Relation other) {
        return ORDER.compare(this, other);
    }

    /** The qualified name, quoted where it must be. */
    @Override
    public String toString() {
        return quote(schema) + "." + quote(name);
    }
}
