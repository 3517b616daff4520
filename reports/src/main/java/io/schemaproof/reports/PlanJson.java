package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.query.PlanNode;
import io.schemaproof.verify.result.Evidence;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Plans of a query as JSON, by the words that {@code EXPLAIN} has for them; a node that is to blame says so. */
final class PlanJson {

    private PlanJson() {}

    static byte[] bytes(Evidence.Plans plans, SqlMask mask) {
        return JsonDocument.bytes(json -> {
            json.writeStartObject();
            json.writeFieldName("before");
            node(json, plans.before().root(), List.of(), mask);
            json.writeFieldName("after");
            node(json, plans.after().root(), plans.guilty(), mask);
            json.writeEndObject();
        });
    }

    static byte[] bytes(Evidence.Plan plan, SqlMask mask) {
        return JsonDocument.bytes(json -> node(json, plan.plan().root(), plan.guilty(), mask));
    }

    private static void node(JsonGenerator json, PlanNode node, List<PlanNode> guilty, SqlMask mask)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("Node Type", node.nodeType());
        if (guilty.contains(node)) {
            json.writeBooleanField("To Blame", true);
        }
        for (Map.Entry<String, Object> attribute : node.attributes().entrySet()) {
            Object value = attribute.getValue();
            if (value instanceof Number number) {
                json.writeNumberField(attribute.getKey(), number.doubleValue());
            } else if (!attribute.getKey().equals("Node Type")) {
                json.writeStringField(attribute.getKey(), mask.condition(String.valueOf(value)));
            }
        }
        json.writeArrayFieldStart("Plans");
        for (PlanNode child : node.children()) {
            node(json, child, guilty, mask);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
