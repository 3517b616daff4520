package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.query.IndexNeeds;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Assert on an index.
 *
 * @since 0.1
 */
public class IndexAssert extends AbstractSchemaproofAssert<IndexAssert, Index> {

    private final Schema schema;

    IndexAssert(Schema schema, Index actual) {
        super(actual, IndexAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return "table " + actual.tableName() + " · index " + Names.quote(actual.name());
    }

    /**
     * Require these keys in this order; columns of INCLUDE are not keys.
     *
     * @param keys columns or expressions, with {@code DESC} and {@code NULLS FIRST} where that is meant
     */
    public IndexAssert isOn(String... keys) {
        if (!new IndexKeys(schema, actual.tableName(), List.of(keys)).match(actual)) {
            fail(Failure.expected("the index to be on (" + String.join(", ", keys) + ")")
                    .butWas("(" + String.join(", ", keys) + ")", IndexKeys.text(actual)));
        }
        return this;
    }

    /** Require exactly these columns of INCLUDE. */
    public IndexAssert includes(String... columns) {
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        if (!expected.equals(actual.includedColumns())) {
            fail(Failure.expected("INCLUDE " + Names.list(expected))
                    .butWas("INCLUDE " + Names.list(expected), "INCLUDE " + Names.list(actual.includedColumns())));
        }
        return this;
    }

    public IndexAssert isUnique() {
        return is(actual.isUnique(), "to be unique", "UNIQUE", "not unique");
    }

    public IndexAssert isNotUnique() {
        return is(!actual.isUnique(), "not to be unique", "not unique", "UNIQUE");
    }

    /** Require that all rows are in it. */
    public IndexAssert isNotPartial() {
        return is(
                actual.predicate().isEmpty(),
                "to hold all rows",
                "no condition",
                "partial: WHERE " + actual.predicate().orElse(""));
    }

    /** Require that it holds the rows that satisfy a condition; the server says whether two conditions are the same. */
    public IndexAssert isPartial(String condition) {
        String found = actual.predicate().orElse("all rows");
        if (!found.equals(condition)) {
            String canonical = new Canonical(schema.dataSource()).condition(actual.tableName(), condition);
            if (!found.equals(canonical)) {
                fail(Failure.expected("the index to hold the rows WHERE " + condition)
                        .butWas(canonical, found));
            }
        }
        return this;
    }

    /** Require that queries use it and new rows are put into it. */
    public IndexAssert isValid() {
        new IndexState(actual).invalid().ifPresent(this::fail);
        return this;
    }

    /**
     * Require that one of these queries is planned otherwise, and noticeably dearer, when this index is hidden from the
     * planner; needs a superuser. Load rows and refresh the statistics first.
     */
    public IndexAssert isLoadBearingFor(Query... queries) {
        return isLoadBearingFor(List.of(queries));
    }

    /** Require the same of one of a collection of queries, such as those that were captured. */
    public IndexAssert isLoadBearingFor(Collection<Query> queries) {
        IndexNeeds.loadBearing(relation(), enforced(), queries).ifPresent(this::fail);
        return this;
    }

    /**
     * Require that none of these queries is planned noticeably dearer when this index is hidden from the planner, and that
     * it enforces nothing; needs a superuser.
     */
    public IndexAssert isRedundantFor(Query... queries) {
        return isRedundantFor(List.of(queries));
    }

    /** Require the same of a collection of queries, such as those that were captured. */
    public IndexAssert isRedundantFor(Collection<Query> queries) {
        IndexNeeds.redundant(relation(), enforced(), queries).ifPresent(this::fail);
        return this;
    }

    private Relation relation() {
        return new Relation(actual.schema(), actual.name());
    }

    private Optional<String> enforced() {
        return actual.constraint()
                .map(name -> "constraint " + name)
                .or(() -> actual.isUnique() ? Optional.of("uniqueness") : Optional.empty());
    }

    public IndexAssert isBtree() {
        return hasMethod("btree");
    }

    /** Require an access method. */
    public IndexAssert hasMethod(String method) {
        return is(actual.method().equals(method), "to be of method " + method, method, actual.method());
    }

    private IndexAssert is(boolean satisfied, String rule, String expected, String found) {
        if (!satisfied) {
            fail(Failure.expected("the index " + rule).butWas(expected, found).line(actual.definition()));
        }
        return this;
    }
}
