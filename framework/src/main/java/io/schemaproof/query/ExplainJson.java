package io.schemaproof.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;
import org.jspecify.annotations.Nullable;

/** Turn the output of {@code EXPLAIN (FORMAT JSON)} into a plan; the one place that knows the JSON reader. */
final class ExplainJson {

    private ExplainJson() {}

    static QueryPlan read(String json, ExplainOptions options) {
        try {
            if (new JSONParser().parse(json) instanceof List<?> list
                    && !list.isEmpty()
                    && list.get(0) instanceof Map<?, ?> top
                    && top.get("Plan") instanceof Map<?, ?> plan) {
                return new QueryPlan(
                        node(plan, Optional.empty()),
                        options,
                        number(top, "Planning Time"),
                        number(top, "Execution Time"));
            }
            throw new QueryException("EXPLAIN returned no plan: " + json);
        } catch (ParseException e) {
            throw new QueryException("EXPLAIN returned what is not JSON: " + json, e);
        }
    }

    /**
     * Read one node.
     *
     * @param heap the relation of the bitmap heap scan above; a bitmap index scan does not name its relation
     */
    private static PlanNode node(Map<?, ?> json, Optional<Relation> heap) {
        Optional<Relation> relation = relation(json).or(() -> heap);
        boolean bitmap = text(json, "Node Type").startsWith("Bitmap");
        List<PlanNode> children = new ArrayList<>();
        if (json.get("Plans") instanceof List<?> plans) {
            for (Object child : plans) {
                children.add(node((Map<?, ?>) child, bitmap ? relation : Optional.empty()));
            }
        }
        return new PlanNode(
                text(json, "Node Type"),
                relation,
                Optional.ofNullable(json.get("Index Name")).map(Object::toString),
                attributes(json),
                children);
    }

    private static Optional<Relation> relation(Map<?, ?> json) {
        return json.containsKey("Schema") && json.containsKey("Relation Name")
                ? Optional.of(new Relation(text(json, "Schema"), text(json, "Relation Name")))
                : Optional.empty();
    }

    private static SortedMap<String, Object> attributes(Map<?, ?> json) {
        SortedMap<String, Object> attributes = new TreeMap<>();
        json.forEach((key, value) -> {
            if (value != null && !key.equals("Plans") && !key.equals("Output")) {
                attributes.put((String) key, value instanceof List<?> list ? List.copyOf(list) : value);
            }
        });
        return attributes;
    }

    private static String text(Map<?, ?> json, String key) {
        @Nullable Object value = json.get(key);
        return value == null ? "" : value.toString();
    }

    private static OptionalDouble number(Map<?, ?> json, String key) {
        return json.get(key) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
