package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.contract.YamlTree.Entries;
import io.schemaproof.assertions.contract.YamlTree.Items;
import io.schemaproof.assertions.contract.YamlTree.Text;
import io.schemaproof.catalog.Function.Parallel;
import io.schemaproof.catalog.Function.Volatility;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Write a contract as a YAML document: in the order of the format, without what is at its default. */
final class ContractWriter {

    private static final String HEADER = """
            # The contract of a schema. Compared is all that stands here, and that nothing else is there.
            # Not part of a contract, and so not noticed by it: rules, privileges, owners, storage parameters, triggers of views,
            # bodies of functions, and types other than enums and domains.
            """;

    private final SchemaContract contract;

    ContractWriter(SchemaContract contract) {
        this.contract = contract;
    }

    String text() {
        Map<String, YamlTree> document = new LinkedHashMap<>();
        document.put("format", new Text(ContractKeys.FORMAT));
        document.put("schema", new Text(contract.name()));
        Set<SchemaPart> parts = EnumSet.copyOf(contract.parts());
        // Without demands on them nothing is left out.
        parts.addAll(EnumSet.of(SchemaPart.ROWS, SchemaPart.QUERIES));
        ignored(document, parts, SchemaPart.class);
        Set<TablePart> also = EnumSet.noneOf(TablePart.class);
        contract.tables().values().forEach(table -> also.addAll(table.parts()));
        also.retainAll(TablePart.ON_DEMAND);
        texts(document, "also", also.stream().map(ContractKeys::word).toList());
        if (contract.allowsOthers()) {
            document.put("unlisted", new Text("passes"));
        }
        boolean comments = contract.parts().contains(SchemaPart.COMMENTS);
        TableWriter tables = new TableWriter(comments, also);
        objects(document, "enums", contract.enums(), YamlTree::texts);
        objects(document, "domains", contract.domains(), domain -> domain(domain, comments));
        objects(document, "sequences", contract.sequences(), sequence -> sequence(sequence, comments));
        objects(document, "tables", contract.tables(), tables::table);
        objects(document, "views", contract.views(), view -> view(view, comments));
        objects(document, "functions", contract.functions(), function -> function(function, comments));
        DataWriter.write(document, contract.data());
        return HEADER + YamlWriter.document(new Entries(document, true));
    }

    private static <T> void objects(
            Map<String, YamlTree> document, String key, Map<String, T> contracts, Function<T, YamlTree> writer) {
        if (!contracts.isEmpty()) {
            Map<String, YamlTree> entries = new LinkedHashMap<>();
            contracts.forEach((name, each) -> entries.put(name, writer.apply(each)));
            document.put(key, new Entries(entries, true));
        }
    }

    /** Say what is not compared. */
    static <E extends Enum<E>> void ignored(Map<String, YamlTree> entries, Set<E> parts, Class<E> type) {
        EnumSet<E> ignored = EnumSet.allOf(type);
        ignored.removeAll(parts);
        texts(entries, "ignore", ignored.stream().map(ContractKeys::word).toList());
    }

    private static YamlTree domain(DomainContract domain, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("type", new Text(domain.type()));
        truth(entries, "not_null", !domain.isNullable());
        text(entries, "collation", domain.collation());
        text(entries, "default", domain.defaultExpression());
        texts(entries, "checks", domain.checks());
        comment(entries, domain.comment(), comments);
        return shortened(entries, "type");
    }

    private static YamlTree sequence(SequenceContract sequence, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        text(entries, "type", Optional.of(sequence.type()).filter(type -> !type.equals("bigint")));
        text(entries, "options", Optional.of(sequence.options()).filter(options -> !options.isEmpty()));
        text(entries, "owned_by", sequence.ownedBy());
        comment(entries, sequence.comment(), comments);
        return new Entries(entries, false);
    }

    private static YamlTree view(ViewContract view, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        truth(entries, "materialized", view.isMaterialized());
        text(entries, "unfilled", view.mayBeUnfilled() ? Optional.of("passes") : Optional.empty());
        texts(entries, "options", view.options());
        entries.put("query", new Text(view.query()));
        objects(
                entries,
                "columns",
                view.columns().stream()
                        .filter(column -> comments || column.defaultExpression().isPresent())
                        .collect(Collectors.toMap(
                                ViewColumnContract::name,
                                Function.identity(),
                                (one, other) -> one,
                                LinkedHashMap::new)),
                column -> viewColumn(column, comments));
        list(entries, "indexes", view.indexes(), TableWriter::index);
        comment(entries, view.comment(), comments);
        YamlTree shortened = shortened(entries, "query");
        return shortened instanceof Text ? shortened : new Entries(entries, true);
    }

    private static YamlTree viewColumn(ViewColumnContract column, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        text(entries, "default", column.defaultExpression());
        comment(entries, column.comment(), comments);
        return new Entries(entries, false);
    }

    private static YamlTree function(FunctionContract function, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        word(entries, "kind", function.kind(), FunctionContract.Kind.FUNCTION);
        text(entries, "arguments", function.arguments());
        text(entries, "returns", function.returns());
        entries.put("language", new Text(function.language()));
        word(entries, "volatility", function.volatility(), Volatility.VOLATILE);
        word(entries, "parallel", function.parallel(), Parallel.UNSAFE);
        truth(entries, "strict", function.isStrict());
        truth(entries, "security_definer", function.isSecurityDefiner());
        truth(entries, "leakproof", function.isLeakproof());
        texts(entries, "settings", function.settings());
        comment(entries, function.comment(), comments);
        return new Entries(entries, false);
    }

    /** The one value alone, where there is no other. */
    static YamlTree shortened(Map<String, YamlTree> entries, String key) {
        YamlTree value = entries.get(key);
        return entries.size() == 1 && value != null ? value : new Entries(entries, false);
    }

    static void text(Map<String, YamlTree> entries, String key, Optional<String> value) {
        value.ifPresent(text -> entries.put(key, new Text(text)));
    }

    /** A comment that is not compared is a mistake in a file. */
    static void comment(Map<String, YamlTree> entries, Optional<String> value, boolean compared) {
        text(entries, "comment", value.filter(comment -> compared));
    }

    static void texts(Map<String, YamlTree> entries, String key, List<String> values) {
        if (!values.isEmpty()) {
            entries.put(key, YamlTree.texts(values));
        }
    }

    static void truth(Map<String, YamlTree> entries, String key, boolean value) {
        if (value) {
            entries.put(key, new Text("true"));
        }
    }

    static void word(Map<String, YamlTree> entries, String key, Enum<?> value, Enum<?> otherwise) {
        if (value != otherwise) {
            entries.put(key, new Text(ContractKeys.words(value)));
        }
    }

    /** A list whose values stand on lines of their own. */
    static <T> void list(Map<String, YamlTree> entries, String key, List<T> values, Function<T, YamlTree> writer) {
        if (!values.isEmpty()) {
            entries.put(key, new Items(values.stream().map(writer).toList(), true));
        }
    }
}
