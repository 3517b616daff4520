package io.schemaproof.data.digest;

/** What a number of type {@code oid} stands for where it is that of a large object: an application misses its contents, and not the number. */
final class LargeObjectValue {

    /** One that may not be read counts by its number, as one that is not there. */
    private static final String FOUND = " FROM pg_catalog.pg_largeobject_metadata m WHERE m.oid = %1$s"
            + " AND (pg_catalog.pg_has_role(m.lomowner, 'USAGE') OR EXISTS (SELECT FROM pg_catalog.aclexplode(m.lomacl) a"
            + " WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE'))))";

    /** An expression of type text for the column {@code %1$s}; NULL where there is none. */
    static final String CONTENTS = "(SELECT ' ' || pg_catalog.md5(pg_catalog.lo_get(m.oid))" + FOUND + ")";

    /** Words behind the number. */
    static final String SHOWN =
            "coalesce((SELECT ' (large object, ' || pg_catalog.length(pg_catalog.lo_get(m.oid)) || ' bytes)'" + FOUND
                    + "), ' (no large object)')";

    private LargeObjectValue() {}
}
