package io.schemaproof.catalog;

import java.util.OptionalLong;

/**
 * A row of {@code pg_depend} that is more than what follows from the definition of an object: which column owns a sequence, and
 * what belongs to an extension.
 *
 * @param text of the row; {@code s} and the OID of a sequence first, or {@code e}
 * @param page where it is
 */
record Dependency(String text, long page) {

    /** The row of a member. */
    static final String MEMBER =
            "concat_ws(' ', " + TrackedCatalog.PAGE + ", 'e', t.classid, t.objid, t.objsubid, t.refobjid, t.deptype)";

    /** The row of a sequence. */
    static final String OWNER =
            "concat_ws(' ', " + TrackedCatalog.PAGE + ", 's', t.objid, t.refobjid, t.refobjsubid, t.deptype)";

    /** A condition: the row may be that of a sequence, as far as it says itself. */
    static final String OWNS =
            "t.classid = 'pg_class'::regclass AND t.objsubid = 0 AND t.refclassid = 'pg_class'::regclass"
                    + " AND t.refobjsubid > 0 AND t.deptype IN ('a', 'i')";

    static Dependency of(String row) {
        int space = row.indexOf(' ');
        return new Dependency(row.substring(space + 1), Long.parseLong(row.substring(0, space)));
    }

    /** Asks for those on some pages. */
    static String onPages(boolean scattered) {
        String row = "CASE WHEN t.refclassid = 'pg_extension'::regclass AND t.deptype IN ('e', 'x') THEN " + MEMBER
                + " WHEN " + OWNS
                + " AND EXISTS (SELECT FROM pg_catalog.pg_sequence s WHERE s.seqrelid = t.objid) THEN " + OWNER
                + " END AS row";
        return "SELECT 'pg_depend', string_agg(f.row, ','), false FROM "
                + TrackedCatalog.pages(row, "pg_depend", scattered);
    }

    /** The sequence that it is about; empty for a member of an extension. */
    OptionalLong sequence() {
        return text.startsWith("s ") ? OptionalLong.of(Long.parseLong(text.split(" ", 3)[1])) : OptionalLong.empty();
    }
}
