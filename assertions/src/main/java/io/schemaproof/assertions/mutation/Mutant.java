package io.schemaproof.assertions.mutation;

import io.schemaproof.catalog.ObjectId;

/**
 * One change that weakens a schema.
 *
 * @param kind in which way
 * @param object what is changed
 * @param sql the change
 * @param advice an assertion that would notice it
 * @since 0.1
 */
public record Mutant(MutationKind kind, ObjectId object, String sql, Advice advice) {

    /** The change where other objects depend on what it drops, or the same where CASCADE is no help. */
    String cascading() {
        boolean dropsOne = sql.startsWith("DROP ") && sql.indexOf(';') < 0;
        boolean dropsPart =
                (sql.contains(" DROP CONSTRAINT ") && !sql.contains(", ADD ")) || sql.contains(" DROP COLUMN ");
        return dropsOne || dropsPart ? sql + " CASCADE" : sql;
    }

    @Override
    public String toString() {
        return kind.words() + ": " + object;
    }
}
