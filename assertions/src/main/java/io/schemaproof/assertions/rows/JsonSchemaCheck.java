package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.json.JsonSchema;
import io.schemaproof.assertions.json.JsonViolation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judge values by a JSON Schema, which no server can do. They come a few at a time and are forgotten once they are judged, so
 * that a table may be larger than the memory.
 */
final class JsonSchemaCheck {

    private static final int ROWS = 5;
    private static final int VIOLATIONS = 3;
    private static final int SHOWN = 200;

    private final JsonSchema schema;
    private final RowCheck check;
    private final String expression;
    private final Optional<FailingRows.Collector> stored;
    private final List<String> keys;
    private final List<String> samples = new ArrayList<>();
    private long judged;
    private long failing;

    JsonSchemaCheck(JsonSchema schema, RowCheck check, Terms terms, String expression) {
        this.schema = schema;
        this.check = check;
        this.expression = expression;
        this.stored = terms.store().map(store -> new FailingRows.Collector(check.rows()));
        this.keys = check.key().columns().stream()
                .filter(column -> !column.equals(expression))
                .toList();
    }

    /** @param scope condition on the rows that can be judged */
    Optional<Failure> judge(Terms terms, String scope) {
        String rule = "every value to match the JSON Schema " + RowCheck.shortened(schema.name());
        RowCheck.Result result = check.rows().stream(select(scope), this::judged);
        Optional<Failure> vacuous = terms.vacuous(result, rule);
        if (vacuous.isPresent() || terms.tolerated().allows(result)) {
            return vacuous;
        }
        Failure failure = Failure.expected(rule).butWas(terms.tolerated() + " fail", result + " fail");
        samples.forEach(failure::line);
        return Optional.of(failure.line(stored.flatMap(rows ->
                terms.store().map(store -> store.store(check.rows(), rule + " at " + expression, rows.toRows())))));
    }

    /** The rows' keys, the value, and where rows are to be stored all of their columns. */
    private String select(String scope) {
        String order = check.key().order();
        return "SELECT "
                + Stream.concat(
                                IntStream.range(0, keys.size())
                                        .mapToObj(i -> "(" + keys.get(i) + ")::text AS schemaproof_" + i),
                                Stream.of("(" + expression + ")::text AS schemaproof_json"))
                        .collect(Collectors.joining(", "))
                + (stored.isPresent() ? ", *" : "")
                + check.rows().and(scope)
                + (order.isEmpty() ? "" : " ORDER BY " + order);
    }

    private RowCheck.Result judged(ResultSet results) throws SQLException {
        if (stored.isPresent()) {
            stored.get().begin(results, keys.size() + 2);
        }
        while (results.next()) {
            judged++;
            List<JsonViolation> violations = schema.violationsOf(results.getString(keys.size() + 1));
            if (!violations.isEmpty()) {
                failing++;
                keep(results, violations);
            }
        }
        return new RowCheck.Result(failing, judged);
    }

    private void keep(ResultSet results, List<JsonViolation> violations) throws SQLException {
        if (samples.size() < ROWS) {
            List<String> key = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                key.add(keys.get(i) + " = " + check.shown(keys.get(i), results.getString(i + 1)));
            }
            samples.add((key.isEmpty() ? "" : String.join(", ", key) + ": ") + text(violations));
        }
        if (stored.isPresent()) {
            stored.get().add(results);
        }
    }

    /** Of a hidden column nothing but the schema's own words: a message may quote a value, a path the name of a member. */
    private String text(List<JsonViolation> violations) {
        boolean hidden = check.rows().hides(expression);
        String more = violations.size() > VIOLATIONS ? "; and " + (violations.size() - VIOLATIONS) + " more" : "";
        return violations.stream()
                        .limit(VIOLATIONS)
                        .map(violation -> hidden ? violation.withoutValues() : violation.toString())
                        .map(text -> text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                        .collect(Collectors.joining("; "))
                + more;
    }
}
