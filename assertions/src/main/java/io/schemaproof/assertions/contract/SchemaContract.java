package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Catalog;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What a schema has to hold: these tables, views, enums, domains, sequences and functions, and no other.
 *
 * <p>Names are those within the schema, written as in SQL. A table that a foreign key, a partition or INHERITS names
 * without a schema is one of the same schema.
 *
 * @param name of the schema it was written for
 * @param functions by name and argument types: {@code price_of(bigint, date)}
 * @param parts what is compared; COMMENTS are those of what is no table, whose own contract says whether its are
 * @param allowsOthers whether objects that the contract does not name are let pass
 * @param data what is demanded of rows and of queries
 * @param places where a file says each part; unknown for a contract that is made in Java
 * @since 0.1
 */
public record SchemaContract(
        String name,
        Map<String, TableContract> tables,
        Map<String, ViewContract> views,
        Map<String, List<String>> enums,
        Map<String, DomainContract> domains,
        Map<String, SequenceContract> sequences,
        Map<String, FunctionContract> functions,
        Set<SchemaPart> parts,
        boolean allowsOthers,
        DataContract data,
        ContractPlaces places) {

    public SchemaContract {
        tables = copy(tables, Names::column);
        views = copy(views, Names::column);
        enums = copy(enums, Names::column);
        domains = copy(domains, Names::column);
        sequences = copy(sequences, Names::column);
        functions = copy(functions, Function.identity());
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A contract that compares no kind of objects says nothing.");
        }
        parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
    }

    /** A schema that holds nothing. */
    public static SchemaContract of(String name) {
        return new SchemaContract(
                name,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                EnumSet.complementOf(EnumSet.of(SchemaPart.COMMENTS)),
                false,
                DataContract.none(),
                ContractPlaces.none());
    }

    /** A schema that holds nothing. */
    public static SchemaContract of(org.jooq.Schema schema) {
        return of(Names.unqualified(schema));
    }

    /**
     * Read the one contract of a YAML file.
     *
     * @throws ContractException if it is no contract, with line and column, or holds those of several schemas
     * @throws java.io.UncheckedIOException if there is no such file
     */
    public static SchemaContract read(Path file) {
        List<SchemaContract> all = readAll(file);
        if (all.size() != 1) {
            throw new ContractException(file + " holds the contracts of " + all.size()
                    + " schemas ("
                    + String.join(", ", all.stream().map(SchemaContract::name).toList())
                    + "): take one of readAll(..).");
        }
        return all.get(0);
    }

    /**
     * Read the contracts of a YAML file, a document a schema.
     *
     * @throws ContractException if it is no contract, with line and column
     * @throws java.io.UncheckedIOException if there is no such file
     */
    public static List<SchemaContract> readAll(Path file) {
        return ContractFile.read(file);
    }

    /**
     * What a schema of a catalogue holds, as a contract that it fulfils: of everything that contracts compare, all.
     *
     * <p>Only an index that is not valid, a foreign key whose triggers are disabled and a NOT NULL or a domain's check that is NOT
     * VALID can no contract demand: a comparison fails for them.
     *
     * @param schema as in SQL
     * @throws IllegalArgumentException if there is no such schema
     */
    public static SchemaContract describe(Catalog catalog, String schema) {
        String folded = Names.column(schema);
        if (catalog.schemas().stream().noneMatch(each -> each.name().equals(folded))) {
            throw new IllegalArgumentException("There is no schema " + schema + ".");
        }
        return new SchemaDescription(catalog, folded).contract();
    }

    /**
     * What the schema that one of jOOQ stands for holds.
     *
     * @throws IllegalArgumentException if there is no such schema
     */
    public static SchemaContract describe(Catalog catalog, org.jooq.Schema schema) {
        return describe(catalog, Names.unqualified(schema));
    }

    /**
     * What of a schema no contract can demand, so that it does not fulfil its own description, in words:
     * {@code index public.orders_idx is not valid}.
     *
     * @param schema as in SQL
     */
    public static List<String> broken(Catalog catalog, String schema) {
        return BrokenParts.of(catalog, Names.column(schema));
    }

    /** Do the same with a jOOQ schema. */
    public static List<String> broken(Catalog catalog, org.jooq.Schema schema) {
        return broken(catalog, Names.unqualified(schema));
    }

    /** Write as a file of YAML, a document a schema, that {@link #readAll} reads. */
    public static String toYaml(List<SchemaContract> contracts) {
        return String.join(
                "---\n", contracts.stream().map(SchemaContract::toYaml).toList());
    }

    /**
     * Write into a file, over what was there; who reads meanwhile sees the old file or the new one, never a part.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(Path file, List<SchemaContract> contracts) {
        ContractFile.write(file, contracts);
    }

    /** The same without demands on rows and queries; empty where it demands nothing else. */
    public Optional<SchemaContract> structure() {
        return isEmpty() && !comparesStructure() ? Optional.empty() : Optional.of(data(DataContract.none()));
    }

    /** Whether an object that it does not name could fail. */
    boolean comparesStructure() {
        Set<SchemaPart> structure = EnumSet.copyOf(parts);
        structure.removeAll(EnumSet.of(SchemaPart.ROWS, SchemaPart.QUERIES, SchemaPart.COMMENTS));
        return !allowsOthers && !structure.isEmpty();
    }

    /** Whether it names no object. */
    public boolean isEmpty() {
        return Stream.of(tables, views, enums, domains, sequences, functions).allMatch(Map::isEmpty);
    }

    /** Write as a YAML document that {@link #read} reads; what is at its default is left out. */
    public String toYaml() {
        return new ContractWriter(this).text();
    }

    /** The same with a table. */
    public SchemaContract table(String table, TableContract contract) {
        return new SchemaContract(
                name,
                and(tables, table, contract),
                views,
                enums,
                domains,
                sequences,
                functions,
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same with the table that a jOOQ table stands for. */
    public SchemaContract table(org.jooq.Table<?> table, TableContract contract) {
        return table(Names.unqualified(table), contract);
    }

    /** The same with a view. */
    public SchemaContract view(String view, ViewContract contract) {
        return new SchemaContract(
                name,
                tables,
                and(views, view, contract),
                enums,
                domains,
                sequences,
                functions,
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same with the view that a jOOQ table stands for. */
    public SchemaContract view(org.jooq.Table<?> view, ViewContract contract) {
        return view(Names.unqualified(view), contract);
    }

    /** The same with an enum of these labels in this order. */
    public SchemaContract enumType(String type, String... labels) {
        return new SchemaContract(
                name,
                tables,
                views,
                and(enums, type, List.of(labels)),
                domains,
                sequences,
                functions,
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same with a domain. */
    public SchemaContract domain(String domain, DomainContract contract) {
        return new SchemaContract(
                name,
                tables,
                views,
                enums,
                and(domains, domain, contract),
                sequences,
                functions,
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same with a sequence. */
    public SchemaContract sequence(String sequence, SequenceContract contract) {
        return new SchemaContract(
                name,
                tables,
                views,
                enums,
                domains,
                and(sequences, sequence, contract),
                functions,
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same with the sequence that a jOOQ sequence stands for. */
    public SchemaContract sequence(org.jooq.Sequence<?> sequence, SequenceContract contract) {
        return sequence(Names.unqualified(sequence), contract);
    }

    /** The same with a function, procedure or aggregate: {@code price_of(bigint, date)}. */
    public SchemaContract function(String signature, FunctionContract contract) {
        return new SchemaContract(
                name,
                tables,
                views,
                enums,
                domains,
                sequences,
                and(functions, signature, contract),
                parts,
                allowsOthers,
                data,
                places);
    }

    /** The same, compared in objects of these kinds alone. */
    public SchemaContract only(SchemaPart first, SchemaPart... more) {
        return new SchemaContract(
                name,
                tables,
                views,
                enums,
                domains,
                sequences,
                functions,
                EnumSet.of(first, more),
                allowsOthers,
                data,
                places);
    }

    /** The same, comparing comments too. */
    public SchemaContract withComments() {
        Set<SchemaPart> more = EnumSet.copyOf(parts);
        more.add(SchemaPart.COMMENTS);
        return new SchemaContract(
                name, tables, views, enums, domains, sequences, functions, more, allowsOthers, data, places);
    }

    /**
     * The same with the number of rows that each of its tables holds now; the rows of partitions are their table's.
     *
     * @throws io.schemaproof.query.QueryException if a table cannot be read
     */
    public SchemaContract countingRows(DataSource dataSource) {
        Sql sql = new Sql(dataSource);
        Map<String, RowContract> rows = new LinkedHashMap<>();
        tables.keySet()
                .forEach(table -> rows.put(
                        table,
                        RowContract.of(Amount.exactly(sql.number("SELECT count(*) FROM "
                                + Names.sql(List.of(Names.column(name), Names.column(table))))))));
        return data(new DataContract(rows, data.queries()));
    }

    /** The same with demands on rows and queries. */
    public SchemaContract data(DataContract demands) {
        return new SchemaContract(
                name, tables, views, enums, domains, sequences, functions, parts, allowsOthers, demands, places);
    }

    /** The same, letting pass what it does not name. */
    public SchemaContract allowingOthers() {
        return new SchemaContract(name, tables, views, enums, domains, sequences, functions, parts, true, data, places);
    }

    private static <T> Map<String, T> and(Map<String, T> map, String key, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        if (more.put(key, value) != null) {
            throw new IllegalArgumentException(key + " stands twice in the contract.");
        }
        return more;
    }

    private static <T> Map<String, T> copy(Map<String, T> map, Function<String, String> folding) {
        Set<String> folded = new HashSet<>();
        map.keySet().forEach(key -> {
            if (!folded.add(folding.apply(key))) {
                throw new IllegalArgumentException(key + " stands twice in the contract.");
            }
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
