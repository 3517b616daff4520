package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.SqlValues;
import io.schemaproof.base.SqlText;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The type of an expression as the server sees it, without a length and, for a domain, the type below it: so nothing that
 * is expected is cut or refused when it is made a value of it.
 *
 * @param name as a cast takes it
 * @param category PostgreSQL's letter for the kind of type: {@code N} numeric, {@code D} date or time, …
 * @param element category {@code A}: the name of the element's type; else empty
 * @param loose whether it has no equality of its own: json, xml, geometric types and arrays of these
 * @param collatable whether texts of it are compared by a collation
 */
record ServerType(String name, char category, String element, boolean loose, boolean collatable) {

    /** How a list of types is asked of the server; one row for each of the expressions, in their order. */
    static String query(List<String> expressions, String from) {
        StringBuilder starts = new StringBuilder();
        for (int i = 0; i < expressions.size(); i++) {
            starts.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(i)
                    .append(", pg_catalog.pg_typeof((SELECT ")
                    .append(expressions.get(i))
                    .append(from)
                    .append(" LIMIT 0))::oid");
        }
        return "RECURSIVE schemaproof_types(position, oid) AS (SELECT * FROM (" + starts + """
                ) starts
                  UNION ALL SELECT b.position, t.typbasetype FROM schemaproof_types b
                  JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype = 'd')
                SELECT pg_catalog.format_type(t.oid, -1), t.typcategory,
                  CASE WHEN t.typcategory = 'A' THEN pg_catalog.format_type(t.typelem, -1) ELSE '' END,
                  coalesce(e.typname, t.typname) IN ('json', 'xml') OR coalesce(e.typcategory, t.typcategory) = 'G',
                  t.typcollation <> 0 AND t.typcategory IN ('S', 'A') AND coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace
                FROM schemaproof_types b JOIN pg_catalog.pg_type t ON t.oid = b.oid
                LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
                WHERE t.typtype <> 'd' ORDER BY b.position""";
    }

    static ServerType of(List<@Nullable String> row) {
        return new ServerType(
                String.valueOf(row.get(0)),
                String.valueOf(row.get(1)).charAt(0),
                String.valueOf(row.get(2)),
                "t".equals(row.get(3)),
                "t".equals(row.get(4)));
    }

    /** An expression of this type in a form that can be compared for equality. */
    String comparable(String expression) {
        if (!loose) {
            return "(" + expression + ")";
        }
        return name.equals("json") ? "(" + expression + ")::jsonb" : "(" + expression + ")::text";
    }

    /**
     * A Java value as a literal of this type.
     *
     * @throws IllegalArgumentException if the server would drop its zone, its day or its time of day without a word
     */
    String literal(@Nullable Object value) {
        if (value == null) {
            return "CAST(NULL AS " + name + ")";
        }
        demandRoom(value);
        boolean several = value instanceof Collection<?> || value.getClass().isArray();
        String text = several && category == 'C' ? SqlValues.composite(value) : SqlValues.text(value);
        return "CAST(" + SqlText.literal(text) + " AS " + name + ")";
    }

    private void demandRoom(Object value) {
        String beyond = value instanceof String text ? TemporalText.beyond(name, text) : "";
        if (!beyond.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + value + "' says more than " + name + " holds; leave " + beyond + " out.");
        }
        boolean moment = value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof OffsetTime
                || value.getClass() == Date.class;
        boolean both = moment || value instanceof LocalDateTime || value instanceof Timestamp;
        String instead = switch (name) {
            case "timestamp without time zone" -> moment ? "LocalDateTime" : "";
            case "date" -> both ? "LocalDate" : "";
            case "time without time zone" -> both ? "LocalTime" : "";
            default -> "";
        };
        if (!instead.isEmpty()) {
            throw new IllegalArgumentException(value.getClass().getSimpleName() + " " + SqlValues.text(value)
                    + " says more than " + name + " holds; give a " + instead + ".");
        }
    }

    /**
     * Take a value as a bound.
     *
     * @throws IllegalArgumentException if it is NaN, which PostgreSQL puts above every number, so that nothing would exceed it
     */
    static Object bound(Object value) {
        if (SqlValues.text(value).equalsIgnoreCase("NaN")) {
            throw new IllegalArgumentException("NaN is no bound.");
        }
        return value;
    }

    /**
     * How far a number or a moment may be away, as a literal.
     *
     * @throws IllegalArgumentException if it is NaN or infinite, so that everything would be near
     */
    static String distance(boolean ofNumbers, Object tolerance) {
        String text = SqlValues.text(tolerance).toLowerCase(Locale.ROOT);
        if (text.equals("nan") || text.contains("inf")) {
            throw new IllegalArgumentException("Not a tolerance: " + tolerance);
        }
        return new ServerType(ofNumbers ? "numeric" : "interval", 'N', "", false, false).literal(tolerance);
    }

    /** A literal that can be compared with {@link #comparable}. */
    String comparableLiteral(@Nullable Object value) {
        return comparable(literal(value));
    }

    /** An expression of this type as a message shows it; 1.50 and 1.5 are the same number. */
    String shown(String expression) {
        return name.equals("numeric") ? "trim_scale(" + expression + ")::text" : "(" + expression + ")::text";
    }
}
