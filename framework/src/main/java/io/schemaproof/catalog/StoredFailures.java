package io.schemaproof.catalog;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Know the schema into which assertions store rows that failed. It is no part of what is verified: catalogues and digests of
 * rows leave it out, so that it is no trace of a migration. A schema of this name without the comment is somebody else's, and
 * is read like any other.
 *
 * @since 0.1
 */
public final class StoredFailures {

    /** The schema's name. */
    public static final String SCHEMA = "schemaproof_failures";

    /** The comment on the schema that says whose it is, and what the comments on its tables begin with. */
    public static final String COMMENT = "Schemaproof: rows that failed a check";

    /** A condition in SQL that the schema is another one, for queries that call {@code pg_namespace} {@code n}. */
    public static final String IS_ANOTHER = "NOT (n.nspname = '" + SCHEMA
            + "' AND pg_catalog.obj_description(n.oid, 'pg_namespace') IS NOT DISTINCT FROM '" + COMMENT + "')";

    private StoredFailures() {}

    static SortedMap<ObjectId, CatalogObject> without(SortedMap<ObjectId, CatalogObject> objects) {
        CatalogObject schema = objects.get(new ObjectId(ObjectKind.SCHEMA, SCHEMA));
        if (schema == null || !schema.attribute("comment").equals(Optional.of(COMMENT))) {
            return objects;
        }
        SortedMap<ObjectId, CatalogObject> others = new TreeMap<>(objects);
        others.keySet().removeIf(id -> id.equals(schema.id()) || id.identity().startsWith(SCHEMA + "."));
        return others;
    }
}
