package io.schemaproof.assertions.query;

import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Find patterns that begin with a wildcard in the conditions of a plan, where the server has put in the values of parameters,
 * computed constants, and looked into views.
 */
final class LikePatterns {

    private static final Pattern LIKE = Pattern.compile(
            "!?~~\\*?\\)?\\s+(?<many>(?:ANY|ALL)\\s+)?\\(?(?:E?'(?<constant>(?:[^']|'')*+)')?", Pattern.DOTALL);

    /** What the server makes of {@code SIMILAR TO '%…'}. */
    private static final Pattern SIMILAR = Pattern.compile("\\s!?~\\)?\\s+E?'\\^\\(\\?:\\.");

    /** One element of an array as the server writes it. */
    private static final Pattern ELEMENT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[^,{}\"]+");

    private final Set<String> leading = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    LikePatterns(QueryPlan plan) {
        plan.nodes().forEach(this::read);
    }

    /** Conditions with a pattern that begins with a wildcard. */
    List<String> leading() {
        return List.copyOf(leading);
    }

    /** Conditions with a pattern that is known only when rows are read. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    private void read(PlanNode node) {
        node.attributes().forEach((name, value) -> {
            String kind = name.toLowerCase(Locale.ROOT);
            if (kind.endsWith("cond") || kind.endsWith("filter") || kind.endsWith("sql")) {
                read(value.toString());
            }
        });
    }

    private static boolean isLeading(String pattern) {
        return pattern.startsWith("%") || pattern.startsWith("_");
    }

    private void read(String condition) {
        Matcher like = LIKE.matcher(condition);
        while (like.find()) {
            String constant = like.group("constant");
            if (constant == null) {
                unknown.add(condition);
            } else if (like.group("many") == null
                    ? isLeading(constant)
                    : ELEMENT.matcher(constant)
                            .results()
                            .anyMatch(element -> isLeading(element.group().replaceFirst("^\"", "")))) {
                leading.add(condition);
            }
        }
        if (SIMILAR.matcher(condition).find()) {
            leading.add(condition);
        }
    }
}
