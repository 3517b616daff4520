package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlText;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import java.util.regex.Pattern;

/** Tell whether a plan uses an index: by a plain, an index-only or a bitmap scan alike. */
public final class IndexUse {

    private final IndexChoice choice;

    public IndexUse(IndexChoice choice) {
        this.choice = choice;
    }

    /** Whether a node reads the index in any way. */
    public boolean reads(PlanNode node) {
        return node.index().filter(choice.indexes()::contains).isPresent();
    }

    public boolean readIn(QueryPlan plan) {
        return plan.nodes().anyMatch(this::reads);
    }

    /** Whether a node searches the index, for all the columns asked for, instead of reading it from end to end. */
    public boolean searches(PlanNode node) {
        return reads(node) && (choice.partial() || (node.indexCond().isPresent() && conditionHasColumns(node)));
    }

    private boolean conditionHasColumns(PlanNode node) {
        return choice.columns().stream()
                .allMatch(column -> mentions(node.indexCond().orElse(""), column));
    }

    public boolean searchedIn(QueryPlan plan) {
        return plan.nodes().anyMatch(this::searches);
    }

    /** With VERBOSE every column is written as alias.column, so a bare word cannot be mistaken for one. */
    private static boolean mentions(String condition, String column) {
        String withoutTexts = SqlCode.withoutCommentsAndTexts(condition);
        // The server puts quotation marks around a keyword too.
        String quoted = SqlText.identifier(column);
        return Pattern.compile(
                        "\\.(?:" + Pattern.quote(Names.quote(column)) + "(?![\\w$\"])|" + Pattern.quote(quoted) + ")")
                .matcher(withoutTexts)
                .find();
    }
}
