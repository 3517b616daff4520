package io.schemaproof.assertions.core;

import java.lang.reflect.Array;
import java.net.InetAddress;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/** Write Java values as PostgreSQL reads them; the server makes values of its own types of these texts. */
public final class SqlValues {

    private SqlValues() {}

    /**
     * Write a value as the text that PostgreSQL's types read.
     *
     * <p>A collection or an array becomes an array, bytes become a {@code bytea}, a duration or a period an interval, an
     * enumeration's constant its label; what is written otherwise already ({@code [1,5)}, JSON) is taken as it is.
     */
    public static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Collection<?> || value.getClass().isArray()) {
            return elements(value).map(SqlValues::element).collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value instanceof EnumType label) {
            return label.getLiteral();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime().toString();
        }
        boolean textIsSql = value instanceof Timestamp || value instanceof java.sql.Date || value instanceof Time;
        return value instanceof Date date && !textIsSql ? date.toInstant().toString() : value.toString();
    }

    /** Write several values as the text of a composite value: {@code ("a","b")}. */
    public static String composite(Object values) {
        return elements(values)
                .map(value -> value == null ? "" : quoted(text(value)))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static Stream<@Nullable Object> elements(Object values) {
        if (values instanceof Collection<?> collection) {
            return collection.stream().map(element -> element);
        }
        return IntStream.range(0, Array.getLength(values)).mapToObj(i -> Array.get(values, i));
    }

    private static String element(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        boolean nested = !(value instanceof byte[])
                && (value instanceof Collection<?> || value.getClass().isArray());
        return nested ? text(value) : quoted(text(value));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
