package io.schemaproof.catalog;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A system catalogue whose rows are followed one by one, because each belongs to a relation or is a function: when one has
 * changed, only that relation or function is read again.
 *
 * <p>Each row has a key, the relation that it belongs to, and a mark where there is something to tell rows apart by.
 */
enum TrackedCatalog {

    /** A table of TOAST belongs to the one that it is named after. Temporary relations, which are not read, have the mark {@code x}. */
    PG_CLASS(
            "t.oid",
            "CASE WHEN t.relkind = 't' THEN coalesce(substring(t.relname FROM '^pg_toast_([0-9]+)$'), '0') ELSE '0' END",
            "CASE WHEN t.relpersistence = 't' THEN 'x' ELSE t.relkind::text END"
                    + " || CASE WHEN t.relkind = 't' AND t.reloptions IS NOT NULL THEN '!' ELSE '' END",
            "true"),
    PG_INDEX("t.indexrelid", "t.indrelid", "''", "true"),
    PG_ATTRDEF("t.oid", "t.adrelid", "''", "true"),
    PG_CONSTRAINT("t.oid", "t.conrelid", "''", "true"),
    /** The mark is the other relation of a foreign key. */
    PG_TRIGGER(
            "t.oid",
            "t.tgrelid",
            "t.tgconstrrelid::text || CASE WHEN t.tgisinternal AND t.tgenabled <> 'O' THEN '!' ELSE '' END",
            "true"),
    PG_REWRITE("t.oid", "t.ev_class", "''", "true"),
    PG_POLICY("t.oid", "t.polrelid", "''", "true"),
    PG_STATISTIC_EXT("t.oid", "t.stxrelid", "''", "true"),
    PG_INHERITS("(t.inhrelid::bigint << 32 | t.inhparent::bigint)", "t.inhrelid", "''", "true"),
    PG_SEQUENCE("t.seqrelid", "t.seqrelid", "''", "true"),
    PG_FOREIGN_TABLE("t.ftrelid", "t.ftrelid", "''", "true"),
    /** {@code c} for the type of a relation's rows, {@code a} for an array of another type, {@code o} for all others. */
    PG_TYPE(
            "t.oid",
            "t.typrelid",
            "CASE WHEN t.typtype = 'c' THEN 'c'"
                    + " WHEN EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid) THEN 'a' ELSE 'o' END"
                    + " || CASE WHEN t.typacl IS NOT NULL THEN '!' ELSE '' END",
            "true"),
    PG_PROC("t.oid", "'0'", "''", "true");

    /** The lowest OID that is not the server's own; FirstNormalObjectId in access/transam.h. */
    private static final long FIRST = 16384;

    /** The number of the page on which a row is. */
    static final String PAGE = "ltrim(split_part(t.ctid::text, ',', 1), '(')";

    /** Part of the query before it is planned, and no more than a parameter then. */
    private static final String AGE = "(SELECT ?::int AS age) h CROSS JOIN LATERAL ";

    private final String key;
    private final String owner;
    private final String mark;
    private final String condition;

    TrackedCatalog(String key, String owner, String mark, String condition) {
        this.key = key;
        this.owner = owner;
        this.mark = mark;
        this.condition = condition;
    }

    /** Its name in the server. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Ask for its name, how many rows it has but for the server's own, those that changed as {@code key owner page mark,…}, and
     * whether one of the server's own changed.
     *
     * @param changed a condition on {@code t.xmin}
     */
    String changes(String changed) {
        // The number first: most rows are the server's own, and their age takes longer to find out.
        String ours = key + " >= " + FIRST;
        String others = key + " < " + FIRST;
        return "SELECT '" + table() + "', count(*) FILTER (WHERE " + ours + "), string_agg(" + key + " || ' ' || "
                + owner
                + " || ' ' || " + PAGE + " || ' ' || " + mark + ", ',') FILTER (WHERE " + ours + " AND " + changed
                + "), coalesce(bool_or(true) FILTER (WHERE " + others + " AND " + changed
                + "), false) FROM pg_catalog." + table() + " t WHERE " + condition;
    }

    /**
     * Ask for its name, the rows on some pages but for the server's own, and whether one of the server's own changed there. A row
     * that changed is {@code key owner page mark}, any other its key.
     *
     * @param scattered as in {@link #pages}
     */
    String onPages(String changed, boolean scattered) {
        String row = "CASE WHEN " + key + " >= " + FIRST + " THEN " + key + " || CASE WHEN " + changed + " THEN ' ' || "
                + owner + " || ' ' || " + PAGE + " || ' ' || " + mark + " ELSE '' END END AS row";
        return "SELECT '" + table() + "', string_agg(f.row, ','), coalesce(bool_or(f.own), false) FROM "
                + pages(row + ", " + key + " < " + FIRST + " AND " + changed + " AS own", table(), scattered);
    }

    /**
     * A FROM clause of what is asked for of a catalogue {@code t} on some pages, as {@code f}. The first parameter is an age, {@code h.age}.
     *
     * @param scattered whether the second one is the pages' numbers; else there are two more, where the first begins and where the last ends
     */
    static String pages(String asked, String table, boolean scattered) {
        if (!scattered) {
            return AGE + "(SELECT " + asked + " FROM pg_catalog." + table
                    + " t WHERE t.ctid >= ?::tid AND t.ctid < ?::tid) f";
        }
        // Behind OFFSET the number of the page is a parameter of a scan of that page alone.
        return AGE + "unnest(?::bigint[]) AS p(page) CROSS JOIN LATERAL (SELECT " + asked + " FROM pg_catalog." + table
                + " t WHERE t.ctid >= ('(' || p.page || ',0)')::tid AND t.ctid < ('(' || p.page + 1 || ',0)')::tid OFFSET 0) f";
    }

    /** Ask for the keys of all rows but the server's own, in one text with commas. */
    String keys() {
        return "SELECT coalesce(string_agg((" + key + ")::text, ','), '') FROM pg_catalog." + table() + " t WHERE "
                + condition + " AND " + key + " >= " + FIRST;
    }

    /** The one of this name in the server; null if there is none. */
    static @Nullable TrackedCatalog of(String table) {
        return Arrays.stream(values())
                .filter(catalog -> catalog.table().equals(table))
                .findFirst()
                .orElse(null);
    }
}
