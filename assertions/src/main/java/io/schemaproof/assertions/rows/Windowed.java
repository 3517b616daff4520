package io.schemaproof.assertions.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Judge rows by what window functions say of them, which a WHERE cannot hold. */
final class Windowed {

    private final RowCheck check;
    private final String scope;
    private final List<Part> parts = new ArrayList<>();
    private String window = "";

    /**
     * An expression of a row.
     *
     * @param name how samples call it; empty where they leave it out
     * @param alias how conditions call it
     * @param expression what it is
     * @param origin what decides whether it must be hidden
     */
    private record Part(String name, String alias, String expression, String origin) {}

    Windowed(RowCheck check, String scope) {
        this.check = check;
        this.scope = scope;
    }

    /** Add an expression that samples leave out. */
    Windowed with(String alias, String expression) {
        return with("", alias, expression, "");
    }

    /** Add an expression that samples show. */
    Windowed with(String name, String alias, String expression, String origin) {
        parts.add(new Part(name, alias, expression, origin));
        return this;
    }

    /** Name a window for the expressions. */
    Windowed window(String definition) {
        window = " WINDOW " + definition;
        return this;
    }

    RowCheck.Result judge(String failing) {
        return check.result(
                "SELECT count(*) FILTER (WHERE " + failing + "), count(*) FROM (" + inner() + ") schemaproof_w");
    }

    List<String> samples(String failing) {
        List<String> key = check.key().columns();
        List<Part> shown = parts.stream().filter(part -> !part.name.isEmpty()).toList();
        String select = Stream.concat(
                        IntStream.range(0, key.size()).mapToObj(i -> "schemaproof_k" + i + "::text"),
                        shown.stream().map(part -> part.alias + "::text"))
                .collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        check.rows()
                .query("SELECT " + select + " FROM (" + inner() + ") schemaproof_w WHERE " + failing
                        + " ORDER BY schemaproof_n LIMIT 5")
                .forEach(row -> lines.add(Stream.concat(
                                IntStream.range(0, key.size())
                                        .mapToObj(i -> key.get(i) + " = " + check.shown(key.get(i), row.get(i))),
                                IntStream.range(0, shown.size()).mapToObj(i -> {
                                    Part part = shown.get(i);
                                    return part.name + " = " + check.shown(part.origin, row.get(key.size() + i));
                                }))
                        .collect(Collectors.joining(", "))));
        return lines;
    }

    /** The SQL that shows the failing rows again; none where it would hold a hidden value. */
    String again(String failing) {
        String[] tested = Stream.concat(
                        Stream.of(scope, failing),
                        parts.stream().flatMap(part -> Stream.of(part.expression, part.origin)))
                .toArray(String[]::new);
        boolean clash = check.rows().columns().stream()
                .anyMatch(column -> parts.stream().anyMatch(part -> part.alias.equals(column.name())));
        String all = "SELECT *, "
                + parts.stream()
                        .map(part -> part.expression + " AS " + part.alias)
                        .collect(Collectors.joining(", "))
                + check.rows().and(scope) + window;
        return check.failing("SELECT * FROM (" + (clash ? inner() : all) + ") schemaproof_w WHERE " + failing, tested);
    }

    private String inner() {
        List<String> key = check.key().columns();
        String order = check.key().order();
        return "SELECT row_number() OVER (" + (order.isEmpty() ? "" : "ORDER BY " + order) + ") AS schemaproof_n, "
                + Stream.concat(
                                IntStream.range(0, key.size()).mapToObj(i -> key.get(i) + " AS schemaproof_k" + i),
                                parts.stream().map(part -> part.expression + " AS " + part.alias))
                        .collect(Collectors.joining(", "))
                + check.rows().and(scope) + window;
    }
}
