package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jooq.Field;

/**
 * Assert on how a table is partitioned. PostgreSQL itself refuses partitions that overlap.
 *
 * <pre>{@code
 * assertThat(schema).table("events").partitioning(
 *         parts -> parts.isByRange("at").hasNoGap().reaches("2026-01-01").everyPartitionHasIndexOn("at")); // passes
 * assertThat(schema).table("events").partitioning().reaches("2030-01-01"); // fails: name the last bound
 * }</pre>
 *
 * @since 0.1
 */
public class PartitioningAssert extends AbstractSchemaproofAssert<PartitioningAssert, Table> {

    private final Schema schema;
    private boolean gapsJudged;

    PartitioningAssert(Schema schema, Table actual) {
        super(actual, PartitioningAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return "table " + actual.identity() + " · partitioning";
    }

    /**
     * Require ranges over this key.
     *
     * @param keys columns or expressions in order, as PARTITION BY takes them
     */
    public PartitioningAssert isByRange(String... keys) {
        return by("RANGE", keys);
    }

    /** Do the same with jOOQ fields. */
    public PartitioningAssert isByRange(Field<?> first, Field<?>... more) {
        return isByRange(Names.unqualified(first, more));
    }

    /** Require lists of values of this key. */
    public PartitioningAssert isByList(String... keys) {
        return by("LIST", keys);
    }

    /** Do the same with jOOQ fields. */
    public PartitioningAssert isByList(Field<?> first, Field<?>... more) {
        return isByList(Names.unqualified(first, more));
    }

    /** Require hashes of this key. */
    public PartitioningAssert isByHash(String... keys) {
        return by("HASH", keys);
    }

    /** Do the same with jOOQ fields. */
    public PartitioningAssert isByHash(Field<?> first, Field<?>... more) {
        return isByHash(Names.unqualified(first, more));
    }

    /** Require these direct partitions and no other, the default partition included. */
    public PartitioningAssert hasExactlyPartitions(String... names) {
        return partitions("exactly these partitions", true, names);
    }

    /** Do the same with jOOQ tables. */
    public PartitioningAssert hasExactlyPartitions(org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return hasExactlyPartitions(Names.of(first, more));
    }

    /**
     * Require that these tables are direct partitions, with or without others.
     *
     * @throws IllegalArgumentException if none is named
     */
    public PartitioningAssert hasPartitions(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("Name at least one partition.");
        }
        return partitions("these partitions", false, names);
    }

    /** Do the same with jOOQ tables. */
    public PartitioningAssert hasPartitions(org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return hasPartitions(Names.of(first, more));
    }

    /**
     * Require a partition of this name and bound; the server says whether two bounds are the same.
     *
     * @param bound {@code FOR VALUES FROM (1) TO (10)}, {@code FOR VALUES IN ('a')}, {@code DEFAULT}
     */
    public PartitioningAssert hasPartition(String name, String bound) {
        Table partition = schema.catalog()
                .table(name)
                .filter(each -> actual.partitions().contains(each))
                .orElseThrow(() -> missing(Failure.expected("a partition " + name)
                        .sets(SetDifference.atLeast(List.of(identity(name)), identities(actual.partitions())))));
        String expected = new CanonicalTable(schema.dataSource(), actual.identity()).partitionBound(key(), bound);
        String found = partition.partitionBound().orElse("");
        if (!found.equals(expected)) {
            fail(Failure.expected("the partition " + partition.identity() + " to be " + bound)
                    .butWas(expected, found));
        }
        return this;
    }

    /** Do the same with a jOOQ table. */
    public PartitioningAssert hasPartition(org.jooq.Table<?> partition, String bound) {
        return hasPartition(Names.of(partition), bound);
    }

    /** Require a default partition of this name. */
    public PartitioningAssert hasDefaultPartition(String name) {
        String expected = identity(name);
        String found = defaultPartition().map(TypedObject::identity).orElse("no default partition");
        if (!found.equals(expected)) {
            fail(Failure.expected("the default partition to be " + expected).butWas(expected, found));
        }
        return this;
    }

    /** Do the same with a jOOQ table. */
    public PartitioningAssert hasDefaultPartition(org.jooq.Table<?> partition) {
        return hasDefaultPartition(Names.of(partition));
    }

    /** Require that a row that fits into no other partition is refused. */
    public PartitioningAssert hasNoDefaultPartition() {
        defaultPartition()
                .ifPresent(found -> fail(
                        Failure.expected("no default partition").butWas("no default partition", found.identity())));
        return this;
    }

    /**
     * Require that the partitions leave nothing out between the first and the last one's bound, or by hash nothing at
     * all. What only the default partition takes is a gap, and so is a partition that is being detached.
     *
     * @throws IllegalArgumentException if it is partitioned by list, or by a range of several columns
     */
    public PartitioningAssert hasNoGap() {
        if (gapsJudged) {
            return this;
        }
        gapsJudged = true;
        coverage().gaps().map(failure -> failure.line(elsewhere())).ifPresent(this::fail);
        return this;
    }

    /**
     * Require that there are partitions without a gap up to a value.
     *
     * @param value as text, as {@code 2027-01-01}; itself it need not be covered
     * @throws IllegalArgumentException if it is not partitioned by a range of one column
     */
    public PartitioningAssert reaches(String value) {
        hasNoGap();
        coverage().until(value).map(failure -> failure.line(elsewhere())).ifPresent(this::fail);
        return this;
    }

    /**
     * Require that there are partitions without a gap from a value on.
     *
     * @param value as text, as {@code 2024-01-01}
     * @throws IllegalArgumentException if it is not partitioned by a range of one column
     */
    public PartitioningAssert beginsAt(String value) {
        hasNoGap();
        coverage().from(value).map(failure -> failure.line(elsewhere())).ifPresent(this::fail);
        return this;
    }

    /** Require that each partition that holds rows has a valid index of all rows with exactly these keys in this order. */
    public PartitioningAssert everyPartitionHasIndexOn(String... keys) {
        new IndexKeys(schema, actual.identity(), List.of(keys)).unknown(actual).ifPresent(this::noColumn);
        return every(
                "a valid index of all rows on (" + String.join(", ", keys) + ")",
                partition -> TableLookup.wholeIndex(schema, partition, keys).isEmpty());
    }

    /** Do the same with jOOQ fields. */
    public PartitioningAssert everyPartitionHasIndexOn(Field<?> first, Field<?>... more) {
        return everyPartitionHasIndexOn(Names.unqualified(first, more));
    }

    /** Require that each partition that holds rows has a foreign key on exactly these columns that holds for every row. */
    public PartitioningAssert everyPartitionHasForeignKey(String... columns) {
        List<String> expected = new Columns(List.of(columns)).folded();
        List<String> existing = actual.columns().stream().map(Column::name).toList();
        expected.stream()
                .filter(column -> !existing.contains(column))
                .findFirst()
                .ifPresent(this::noColumn);
        return every(
                "a foreign key on " + Names.list(expected) + " that is validated",
                partition -> partition.foreignKeys().stream()
                        .anyMatch(key -> key.columns().equals(expected) && holds(key)));
    }

    /** Do the same with jOOQ fields. */
    public PartitioningAssert everyPartitionHasForeignKey(Field<?> first, Field<?>... more) {
        return everyPartitionHasForeignKey(Names.unqualified(first, more));
    }

    /**
     * Require that row level security is enabled on each partition that holds rows: that of the table above does not hold for
     * whoever names the partition.
     */
    public PartitioningAssert everyPartitionHasRowSecurity() {
        return every("row level security", Table::isRowSecurityEnabled);
    }

    private void noColumn(String name) {
        throw missing(ColumnSets.missing(actual.columns(), name));
    }

    private static boolean holds(ForeignKey key) {
        return key.isValidated() && key.isEnforced() && key.areTriggersEnabled();
    }

    private PartitioningAssert every(String rule, Predicate<Table> condition) {
        List<Table> leaves = leaves(actual).toList();
        List<Table> without =
                leaves.stream().filter(partition -> !condition.test(partition)).toList();
        if (leaves.isEmpty()) {
            fail(Failure.expected("every partition to have " + rule).butWas("at least one partition", "no partition"));
        } else if (!without.isEmpty()) {
            fail(Failure.expected("every partition to have " + rule)
                    .butWas("all " + leaves.size(), "not " + String.join(", ", identities(without))));
        }
        return this;
    }

    private static Stream<Table> leaves(Table table) {
        return table.partitions().stream()
                .flatMap(partition -> partition.isPartitioned() ? leaves(partition) : Stream.of(partition));
    }

    private PartitioningAssert by(String strategy, String... columns) {
        String wanted = strategy + " (" + String.join(", ", new Columns(List.of(columns)).names()) + ")";
        String expected = new CanonicalTable(schema.dataSource(), actual.identity()).partitionKey(wanted);
        if (!expected.equals(key())) {
            fail(Failure.expected("the table to be partitioned by " + wanted).butWas(expected, key()));
        }
        return this;
    }

    private PartitioningAssert partitions(String rule, boolean exactly, String... names) {
        List<String> expected = Arrays.stream(names).map(this::identity).toList();
        List<String> found = identities(actual.partitions());
        SetDifference difference =
                exactly ? SetDifference.exactly(expected, found) : SetDifference.atLeast(expected, found);
        if (!difference.isEmpty()) {
            fail(Failure.expected(rule).sets(difference));
        }
        return this;
    }

    private PartitionCoverage coverage() {
        return new PartitionCoverage(schema, actual);
    }

    private String elsewhere() {
        return defaultPartition()
                .map(partition -> "Such rows go to the default partition " + partition.identity() + ".")
                .orElse("Such rows are refused.");
    }

    private Optional<Table> defaultPartition() {
        return actual.partitions().stream()
                .filter(partition ->
                        partition.partitionBound().filter("DEFAULT"::equals).isPresent())
                .findFirst();
    }

    private String key() {
        return actual.partitionKey().orElse("");
    }

    private String identity(String name) {
        return schema.catalog().table(name).map(TypedObject::identity).orElse(name);
    }

    private static List<String> identities(List<Table> tables) {
        return tables.stream().map(TypedObject::identity).toList();
    }
}
