package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Relation;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Locale;

/**
 * Assert on something that has columns, whether it is a table or a view.
 *
 * <pre>{@code
 * assertThat(schema).relation("orders").isA(TABLE).hasColumns("id"); // passes
 * assertThat(schema).relation("orders").isA(VIEW); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class RelationAssert extends AbstractColumnsAssert<RelationAssert, Relation> {

    RelationAssert(Schema schema, Relation actual) {
        super(schema, actual, RelationAssert.class);
    }

    @Override
    protected String where() {
        return actual.id().toString();
    }

    @Override
    List<Column> columns() {
        return actual.columns();
    }

    /** Require a kind: a table, a foreign table, a view, a materialized view or a sequence. */
    public RelationAssert isA(ObjectKind kind) {
        ObjectKind found = actual.id().kind();
        if (found != kind) {
            fail(Failure.expected(Article.with(kind.word())).butWas(kind.word(), found.word()));
        }
        return this;
    }

    /** Require an owner. */
    public RelationAssert hasOwner(String role) {
        ObjectFacts.owner(actual.object(), role, alter()).ifPresent(this::fail);
        return this;
    }

    /** Require a comment of this text. */
    public RelationAssert hasComment(String comment) {
        ObjectFacts.comment(actual.object(), comment, "COMMENT ON " + statementKind() + " " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    private String alter() {
        return "ALTER " + statementKind() + " " + actual.identity();
    }

    private String statementKind() {
        return actual.id().kind().word().toUpperCase(Locale.ROOT);
    }
}
