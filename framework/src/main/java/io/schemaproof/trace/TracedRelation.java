package io.schemaproof.trace;

import java.util.Comparator;
import java.util.Optional;

/**
 * A relation that a statement had to do with, by the name it had before the statement, or after it where the statement made it.
 *
 * @param schema its schema
 * @param name its name, as in pg_class
 * @param kind what it is
 * @param table schema and name, parted by a dot, of the table that an index or a TOAST table belongs to
 * @param existedBefore whether it existed before the migration; what did not is nobody's traffic. An index that the migration
 *     has rebuilt counts as the one it was.
 * @since 0.1
 */
public record TracedRelation(
        String schema, String name, RelationKind kind, Optional<String> table, boolean existedBefore)
        implements Comparable<TracedRelation> {

    private static final Comparator<TracedRelation> ORDER = Comparator.comparing(TracedRelation::schema)
            .thenComparing(TracedRelation::name)
            .thenComparing(TracedRelation::kind)
            .thenComparing(TracedRelation::existedBefore)
            .thenComparing(relation -> relation.table().orElse(""));

    /** Schema and name, parted by a dot, unquoted. */
    public String qualifiedName() {
        return schema + "." + name;
    }

    @Override
    public int compareTo(TracedRelation other) {
        return ORDER.compare(this, other);
    }
}
