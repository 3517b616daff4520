package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.query.IndexNeeds;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;

/**
 * Assert on an index.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").index(on("customer_id", "placed_at DESC"))
 *         .isValid().isNotUnique().isNotPartial().includes("total"); // passes
 * assertThat(schema).table("orders").index(on("customer_id", "placed_at DESC")).isOn("customer_id", "total"); // fails
 * }</pre>
 *
 * <p>An index that is not valid, because CREATE INDEX CONCURRENTLY has failed, fails at the first assertion on it.
 *
 * @since 0.1
 */
public class IndexAssert extends AbstractSchemaproofAssert<IndexAssert, Index> {

    private final Schema schema;
    private boolean judged;
    private boolean partialStated;

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
     * @param keys columns or expressions, with {@code COLLATE}, an operator class, {@code DESC} and {@code NULLS FIRST}
     *     where that is meant: what is not said must be at its default
     */
    public IndexAssert isOn(String... keys) {
        demandValidity();
        IndexKeys expected = new IndexKeys(schema, actual.tableName(), List.of(keys));
        if (!expected.match(actual)) {
            fail(Failure.expected("the index to be on " + expected)
                    .butWas(expected.toString(), IndexKeys.text(actual))
                    .line(expected.refusal()));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public IndexAssert isOn(Field<?> first, Field<?>... more) {
        return isOn(Names.unqualified(first, more));
    }

    /** Require exactly these columns of INCLUDE; none where none is named. */
    public IndexAssert includes(String... columns) {
        demandValidity();
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        if (!expected.equals(actual.includedColumns())) {
            fail(Failure.expected(Columns.included(expected))
                    .butWas(Columns.included(expected), Columns.included(actual.includedColumns())));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public IndexAssert includes(Field<?> first, Field<?>... more) {
        return includes(Names.unqualified(first, more));
    }

    /** Require that no two rows can agree. Where it is partial, say {@link #isPartial} before, or it fails. */
    public IndexAssert isUnique() {
        if (actual.isUnique() && !partialStated) {
            actual.predicate()
                    .ifPresent(found -> fail(Failure.expected("the index to be unique for all rows")
                            .butWas("UNIQUE", "UNIQUE for the rows WHERE " + found + " only")
                            .line("If that is meant, say isUniqueWhere(condition), or isPartial(condition) before.")));
        }
        return is(actual.isUnique(), "to be unique", "UNIQUE", "not unique");
    }

    /** Require that no two of the rows that satisfy a condition can agree, and that only those are in it. */
    public IndexAssert isUniqueWhere(String condition) {
        return isPartial(condition).isUnique();
    }

    /** Require that rows may agree. */
    public IndexAssert isNotUnique() {
        return is(!actual.isUnique(), "not to be unique", "not unique", "UNIQUE");
    }

    /** Require a unique index in which two NULLs are equal. */
    public IndexAssert isNullsNotDistinct() {
        return is(
                actual.isUnique() && actual.isNullsNotDistinct(),
                "to be UNIQUE NULLS NOT DISTINCT",
                "UNIQUE NULLS NOT DISTINCT",
                actual.isUnique() ? "UNIQUE NULLS DISTINCT" : "not unique");
    }

    /** Require a unique index in which NULLs never agree, which is the default. */
    public IndexAssert isNullsDistinct() {
        return is(
                actual.isUnique() && !actual.isNullsNotDistinct(),
                "to be UNIQUE NULLS DISTINCT",
                "UNIQUE NULLS DISTINCT",
                actual.isUnique() ? "UNIQUE NULLS NOT DISTINCT" : "not unique");
    }

    /** Require that it is the primary key's. */
    public IndexAssert isPrimary() {
        return is(actual.isPrimary(), "to be the primary key's", "PRIMARY KEY", "not the primary key's");
    }

    /** Require that it is not the primary key's. */
    public IndexAssert isNotPrimary() {
        return is(!actual.isPrimary(), "not to be the primary key's", "not the primary key's", "PRIMARY KEY");
    }

    /** Require that it enforces the constraint of this name. */
    public IndexAssert enforces(String constraint) {
        String expected = Names.quote(Names.column(constraint));
        String found =
                actual.constraint().map(name -> Names.quote(Names.column(name))).orElse("no constraint");
        return is(found.equals(expected), "to enforce the constraint " + expected, expected, found);
    }

    /** Require that no constraint depends on it, so that it can be dropped alone. */
    public IndexAssert enforcesNoConstraint() {
        return is(
                actual.constraint().isEmpty(),
                "to belong to no constraint",
                "no constraint",
                actual.constraint().orElse(""));
    }

    /** Require that CLUSTER sorts the table by it. */
    public IndexAssert isClustered() {
        return is(actual.isClustered(), "to be the one the table is clustered on", "clustered", "not clustered");
    }

    /** Require that CLUSTER does not sort the table by it. */
    public IndexAssert isNotClustered() {
        return is(!actual.isClustered(), "not to be the one the table is clustered on", "not clustered", "clustered");
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
        demandValidity();
        partialStated = true;
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
        judged = true;
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

    /** Require what CREATE INDEX CONCURRENTLY leaves when it fails; what follows does not fail because of that. */
    public IndexAssert isInvalid() {
        judged = true;
        return is(!new IndexState(actual).usable(), "to be invalid", "INVALID", "valid");
    }

    private void demandValidity() {
        if (!judged) {
            isValid();
        }
    }

    /** Require a B-tree. */
    public IndexAssert isBtree() {
        return hasMethod("btree");
    }

    /** Require an access method. */
    public IndexAssert hasMethod(String method) {
        return is(actual.method().equals(method), "to be of method " + method, method, actual.method());
    }

    /** Require a storage parameter, as {@code fillfactor}. */
    public IndexAssert hasOption(String name, String value) {
        demandValidity();
        StorageOptions options = StorageOptions.ofIndex(new Sql(schema.dataSource()), actual.identity());
        options.check(name, value, "ALTER INDEX " + actual.identity()).ifPresent(this::fail);
        return this;
    }

    /** Require a tablespace. */
    public IndexAssert hasTablespace(String name) {
        String found = actual.tablespace().orElse("the database's default");
        String expected = Names.quote(Names.column(name));
        return is(found.equals(expected), "to be in the tablespace " + expected, expected, found);
    }

    /** Require the tablespace of the database. */
    public IndexAssert hasDefaultTablespace() {
        return is(
                actual.tablespace().isEmpty(),
                "to be in the database's tablespace",
                "the database's default",
                actual.tablespace().orElse(""));
    }

    /** Require a comment of this text. */
    public IndexAssert hasComment(String comment) {
        ObjectFacts.comment(actual.object(), comment, "COMMENT ON INDEX " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    private IndexAssert is(boolean satisfied, String rule, String expected, String found) {
        demandValidity();
        if (!satisfied) {
            fail(Failure.expected("the index " + rule).butWas(expected, found).line(actual.definition()));
        }
        return this;
    }
}
