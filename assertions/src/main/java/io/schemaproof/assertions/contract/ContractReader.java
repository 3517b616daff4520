package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Function.Parallel;
import io.schemaproof.catalog.Function.Volatility;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Read one document: the contract of a schema. */
final class ContractReader {

    static final Map<String, Boolean> UNLISTED = Map.of("fails", false, "passes", true);

    private final YamlMap document;

    ContractReader(YamlValue value) {
        this.document = value.map("the contract of a schema", ContractKeys.DOCUMENT);
    }

    SchemaContract read() {
        String format = document.get("format").text("format");
        if (!format.equals(ContractKeys.FORMAT)) {
            throw document.get("format")
                    .error("the format " + format + " is unknown; this version reads format " + ContractKeys.FORMAT);
        }
        YamlValue schema = document.get("schema");
        String name = schema.made(() -> {
            String text = schema.text("schema");
            Names.column(text);
            return text;
        });
        Set<SchemaPart> parts = parts(document, SchemaPart.class);
        for (SchemaPart part : SchemaPart.values()) {
            if (part != SchemaPart.COMMENTS && !parts.contains(part)) {
                document.refuse(ContractKeys.word(part), "is not compared, as \"only\" or \"ignore\" says");
            }
        }
        boolean others = document.find("unlisted")
                .map(value -> value.oneOf("unlisted", UNLISTED))
                .orElse(false);
        SchemaContract contract = new SchemaContract(
                name,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                parts,
                others,
                DataReader.read(document),
                ContractPlaces.of(document.value()));
        boolean comments = parts.contains(SchemaPart.COMMENTS);
        TableContractReader tables = new TableContractReader(comments, also());
        contract = document.fold(
                "enums",
                contract,
                (all, entry) -> all.enumType(
                        entry.getKey(),
                        entry.getValue().texts("the labels of an enum").toArray(String[]::new)));
        contract = document.fold(
                "domains", contract, (all, entry) -> all.domain(entry.getKey(), domain(entry.getValue(), comments)));
        contract = document.fold(
                "sequences",
                contract,
                (all, entry) -> all.sequence(entry.getKey(), sequence(entry.getValue(), comments)));
        contract = document.fold(
                "tables", contract, (all, entry) -> all.table(entry.getKey(), tables.table(entry.getValue())));
        contract = document.fold(
                "views", contract, (all, entry) -> all.view(entry.getKey(), view(tables, entry.getValue())));
        contract = document.fold(
                "functions",
                contract,
                (all, entry) -> all.function(entry.getKey(), function(entry.getValue(), comments)));
        if (contract.isEmpty() && contract.data().isEmpty() && !contract.comparesStructure()) {
            throw document.value()
                    .error("the contract of the schema " + name + " names nothing"
                            + (others ? " and lets pass what it does not name" : "")
                            + ", so that nothing would be checked");
        }
        return contract;
    }

    /** What is compared in each table beside the rest. */
    private Set<TablePart> also() {
        Map<String, TablePart> words = new LinkedHashMap<>();
        TablePart.ON_DEMAND.forEach(part -> words.put(ContractKeys.word(part), part));
        Set<TablePart> also = EnumSet.noneOf(TablePart.class);
        also.addAll(document.list("also", value -> value.oneOf("a part", words)));
        return also;
    }

    /** What is compared, as {@code only} or {@code ignore} says; all where neither stands there. */
    static <E extends Enum<E>> Set<E> parts(YamlMap map, Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        EnumSet.allOf(type).forEach(part -> words.put(ContractKeys.word(part), part));
        Set<E> parts = EnumSet.allOf(type);
        if (map.find("only").isPresent()) {
            map.refuse("ignore", "and \"only\" exclude each other");
            parts = EnumSet.noneOf(type);
            parts.addAll(map.list("only", value -> value.oneOf("a part", words)));
            if (parts.isEmpty()) {
                throw map.get("only").error("\"only\" names no part, so that nothing would be compared");
            }
        }
        parts.removeAll(map.list("ignore", value -> value.oneOf("a part", words)));
        if (parts.isEmpty()) {
            throw map.get("ignore").error("\"ignore\" names every part, so that nothing would be compared");
        }
        return parts;
    }

    private static DomainContract domain(YamlValue value, boolean comments) {
        if (value.isText()) {
            return DomainContract.domain(value.text("a domain"));
        }
        YamlMap map = value.map("a domain", ContractKeys.DOMAIN);
        refuseComment(map, comments);
        return new DomainContract(
                map.get("type").text("type"),
                !map.is("not_null"),
                map.text("collation"),
                map.text("default"),
                map.texts("checks"),
                map.text("comment"));
    }

    private static SequenceContract sequence(YamlValue value, boolean comments) {
        YamlMap map = value.map("a sequence", ContractKeys.SEQUENCE);
        refuseComment(map, comments);
        return new SequenceContract(
                map.text("type").orElse("bigint"),
                map.text("options").orElse(""),
                map.text("owned_by"),
                map.text("comment"));
    }

    private static ViewContract view(TableContractReader tables, YamlValue value) {
        if (value.isText()) {
            return ViewContract.view(value.text("a view"));
        }
        YamlMap map = value.map("a view", ContractKeys.VIEW);
        refuseComment(map, tables.comments());
        return value.made(() -> new ViewContract(
                map.get("query").text("query"),
                map.is("materialized"),
                map.oneOf("unfilled", UNLISTED, false),
                map.texts("options"),
                map.find("columns").stream()
                        .flatMap(each -> each.named("columns").entrySet().stream())
                        .map(entry -> viewColumn(entry.getKey(), entry.getValue(), tables.comments()))
                        .toList(),
                map.list("indexes", tables::index),
                map.text("comment")));
    }

    private static ViewColumnContract viewColumn(String name, YamlValue value, boolean comments) {
        YamlMap map = value.map("a column of a view", ContractKeys.VIEW_COLUMN);
        refuseComment(map, comments);
        return value.made(() -> new ViewColumnContract(name, map.text("default"), map.text("comment")));
    }

    private static FunctionContract function(YamlValue value, boolean comments) {
        YamlMap map = value.map("a function", ContractKeys.FUNCTION);
        refuseComment(map, comments);
        FunctionContract.Kind kind =
                map.oneOf("kind", words(FunctionContract.Kind.class), FunctionContract.Kind.FUNCTION);
        Optional<String> returns = map.text("returns");
        if (kind == FunctionContract.Kind.PROCEDURE) {
            map.refuse("returns", "is nothing that a procedure has");
        } else {
            map.get("returns");
        }
        return new FunctionContract(
                kind,
                map.text("arguments"),
                returns,
                map.get("language").text("language"),
                map.oneOf("volatility", words(Volatility.class), Volatility.VOLATILE),
                map.oneOf("parallel", words(Parallel.class), Parallel.UNSAFE),
                map.is("strict"),
                map.is("security_definer"),
                map.is("leakproof"),
                map.texts("settings"),
                map.text("comment"));
    }

    /** Fail for a comment where none is compared. */
    static void refuseComment(YamlMap map, boolean comments) {
        if (!comments) {
            map.refuse("comment", "is not compared, as \"only\" or \"ignore\" says");
        }
    }

    /** The constants by their words, as in SQL. */
    static <E extends Enum<E>> Map<String, E> words(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        EnumSet.allOf(type).forEach(constant -> words.put(ContractKeys.words(constant), constant));
        return words;
    }
}
