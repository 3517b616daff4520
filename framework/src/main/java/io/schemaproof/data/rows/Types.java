package io.schemaproof.data.rows;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that the columns of a database have, and what those are made of. */
final class Types {

    /** Read under the catalogue's spelling, so that a column's type is found by its text. */
    private static final String QUERY = """
            WITH RECURSIVE used AS (
              SELECT a.atttypid AS oid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
               WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
              UNION
              SELECT x.oid FROM used u JOIN pg_type t ON t.oid = u.oid,
                LATERAL (SELECT t.typbasetype UNION SELECT CASE WHEN t.typcategory = 'A' THEN t.typelem END
                         UNION SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid
                         UNION SELECT rngtypid FROM pg_range WHERE rngmultitypid = t.oid
                         UNION SELECT atttypid FROM pg_attribute WHERE attrelid = t.typrelid AND attrelid <> 0 AND attnum > 0 AND NOT attisdropped) AS x(oid)
               WHERE x.oid <> 0)
            SELECT format_type(t.oid, NULL), n.nspname, t.typname, t.typtype,
                   CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
                        WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN format_type(t.typelem, NULL)
                        WHEN t.typtype = 'r' THEN (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid)
                        WHEN t.typtype = 'm' THEN (SELECT format_type(rngtypid, NULL) FROM pg_range WHERE rngmultitypid = t.oid) END,
                   t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0, t.typnotnull, t.typdelim,
                   ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder),
                   ARRAY(SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                          WHERE attrelid = t.typrelid AND attrelid <> 0 AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
              FROM used u JOIN pg_type t ON t.oid = u.oid JOIN pg_namespace n ON n.oid = t.typnamespace
            """;

    private static final Pattern MODIFIER = Pattern.compile("\\(([^()\"]*)\\)");

    private final Map<String, TypeInfo> byName;

    private Types(Map<String, TypeInfo> byName) {
        this.byName = Map.copyOf(byName);
    }

    static Types read(Connection connection) throws SQLException {
        Map<String, TypeInfo> byName = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                TypeInfo type = new TypeInfo(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4).charAt(0),
                        Optional.ofNullable(rows.getString(5)),
                        rows.getBoolean(6),
                        rows.getBoolean(7),
                        rows.getString(8).charAt(0),
                        texts(rows.getArray(9)),
                        texts(rows.getArray(10)));
                byName.put(type.name(), type);
            }
        }
        return new Types(byName);
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /**
     * The type that a text with modifiers means.
     *
     * @throws RowGenerationException if the database has changed since its catalogue was read
     */
    TypeInfo of(String written) {
        String name = MODIFIER.matcher(written).replaceAll("").strip();
        if (name.startsWith("interval ")) {
            name = name.endsWith("[]") ? "interval[]" : "interval";
        } else if (name.equals("bpchar") || name.equals("bpchar[]")) {
            name = name.replace("bpchar", "character");
        } else if (name.equals("\"bit\"") || name.equals("\"bit\"[]")) {
            name = name.replace("\"", "");
        }
        TypeInfo type = byName.get(name);
        if (type == null) {
            throw new RowGenerationException("The catalogue speaks of a type " + written
                    + " that the database does not know: read the catalogue again.");
        }
        return type;
    }

    /** The numbers or words in a type's parentheses. */
    static List<String> modifiers(String written) {
        Matcher matcher = MODIFIER.matcher(written);
        return matcher.find() ? List.of(matcher.group(1).split("\\s*,\\s*")) : List.of();
    }

    /** The type without domains around it, with the modifiers of the innermost. */
    String base(String written) {
        String base = written;
        TypeInfo type = of(base);
        while (type.isDomain()) {
            base = type.part().orElseThrow();
            type = of(base);
        }
        return base;
    }

    /** The domains that arrays, ranges or composite types are made of. */
    SortedSet<String> nestedDomains() {
        SortedSet<String> found = new TreeSet<>();
        for (TypeInfo type : byName.values()) {
            if (!type.isDomain()) {
                Stream.concat(type.part().stream(), type.attributes().stream())
                        .filter(part -> of(part).isDomain())
                        .forEach(part -> found.add(of(part).name()));
            }
        }
        return found;
    }

    /** Whether the type or a domain it is based on forbids NULL. */
    boolean forbidsNull(String written) {
        TypeInfo type = of(written);
        return type.isDomain() && (type.notNull() || forbidsNull(type.part().orElseThrow()));
    }
}
