package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Compares the type of a generated field with that of a column, as the server names both. */
final class GeneratedType {

    private static final Configuration POSTGRES = DSL.using(SQLDialect.POSTGRES).configuration();

    private static final Pattern MODIFIER = Pattern.compile("\\(([0-9, ]+)\\)");

    /** The server's types for which jOOQ's generator has another one. */
    private static final Map<String, String> GENERATED_AS = Map.of(
            "name", "character varying",
            "\"char\"", "character",
            "oid", "bigint",
            "money", "numeric",
            "bit", "boolean");

    private final Catalog catalog;
    private final Map<String, String> names = new HashMap<>();

    /** Ask the server what it calls these types, at once. */
    GeneratedType(Schema schema, Collection<DataType<?>> types) {
        this.catalog = schema.catalog();
        String casts = String.join(
                "\n", types.stream().map(GeneratedType::cast).distinct().toList());
        for (List<@Nullable String> row : CatalogNames.sql(schema)
                .rows(
                        "SELECT t, pg_catalog.to_regtype(t)::text FROM unnest(string_to_array(?, E'\\n')) t"
                                + " WHERE t <> 'any'",
                        casts)) {
            String type = row.get(1);
            if (type != null) {
                names.put(String.valueOf(row.get(0)), type);
            }
        }
    }

    /** The type that was generated, if the column's is another; empty also for one that the server does not know. */
    Optional<String> differing(DataType<?> generated, Column column) {
        String base = names.get(cast(generated));
        if (base == null) {
            return Optional.empty();
        }
        if (base.equals(GENERATED_AS.get(plain(column.type())))) {
            return Optional.empty();
        }
        String expected = base + modifier(generated, base);
        return accepted(column.type()).anyMatch(expected::equals) ? Optional.empty() : Optional.of(expected);
    }

    /** The spellings of a column's type for which nothing is to be said. */
    private Stream<String> accepted(String type) {
        Optional<String> ofDomain = catalog.domain(type).map(Domain::baseType);
        return Stream.concat(Stream.of(type), ofDomain.stream()).map(GeneratedType::compared);
    }

    /** Without what jOOQ's generator cannot tell apart: digits of seconds, and the length of an array's elements. */
    private static String compared(String type) {
        return isSized(plain(type)) && !type.endsWith("[]") ? type.replace(", ", ",") : plain(type);
    }

    private static String plain(String type) {
        return MODIFIER.matcher(type).replaceAll("").replace("  ", " ");
    }

    private static boolean isSized(String base) {
        return base.equals("character varying") || base.equals("character") || base.equals("numeric");
    }

    private static String modifier(DataType<?> generated, String base) {
        if (!isSized(base)) {
            return "";
        }
        Matcher matcher = MODIFIER.matcher(cast(generated));
        return matcher.find() ? "(" + matcher.group(1).replace(" ", "") + ")" : "";
    }

    private static String cast(DataType<?> type) {
        return type.getCastTypeName(POSTGRES);
    }
}
