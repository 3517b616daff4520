package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.ReferentialAction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Read what a document says of tables.
 *
 * @param comments whether comments are compared
 * @param also what is compared in each table although none of it is there
 */
record TableContractReader(boolean comments, Set<TablePart> also) {

    static final Map<String, ConstraintTiming> TIMING =
            Map.of("immediate", ConstraintTiming.DEFERRABLE, "deferred", ConstraintTiming.INITIALLY_DEFERRED);

    static final Map<String, ConstraintState> STATE =
            Map.of("not valid", ConstraintState.NOT_VALID, "not enforced", ConstraintState.NOT_ENFORCED);

    static final Map<String, IdentityGeneration> IDENTITY =
            Map.of("always", IdentityGeneration.ALWAYS, "by default", IdentityGeneration.BY_DEFAULT);

    static final Map<String, MatchType> MATCH = Map.of("simple", MatchType.SIMPLE, "full", MatchType.FULL);

    /** What demands nothing where it stands alone. */
    private static final List<String> EMPTY = List.of("only", "ignore", "unlisted");

    TableContract table(YamlValue value) {
        YamlMap map = value.map("a table", ContractKeys.TABLE);
        Set<TablePart> parts = EnumSet.copyOf(ContractReader.parts(map, TablePart.class));
        if (!comments) {
            parts.remove(TablePart.COMMENTS);
        }
        if (map.find("only").isEmpty()) {
            parts.removeIf(part -> TablePart.ON_DEMAND.contains(part)
                    && !also.contains(part)
                    && map.find(ContractKeys.word(part)).isEmpty());
        }
        boolean others = map.oneOf("unlisted", ContractReader.UNLISTED, false);
        if (parts.contains(TablePart.COLUMNS) && !others) {
            map.get("columns");
        }
        refuse(map, parts);
        TableContract contract = own(map, value, parts);
        if (others && map.entries().keySet().stream().allMatch(EMPTY::contains)) {
            throw value.error("the table names nothing and lets pass what it does not name, so that nothing of it would"
                    + " be checked");
        }
        return others ? contract.allowingOthers() : contract;
    }

    private static void refuse(YamlMap map, Set<TablePart> parts) {
        for (TablePart part : EnumSet.complementOf(EnumSet.copyOf(parts))) {
            List<String> keys = switch (part) {
                case COMMENTS -> List.of("comment");
                case KIND -> List.of("unlogged", "server", "inherits", "partition_by");
                default -> List.of(ContractKeys.word(part));
            };
            keys.forEach(key -> map.refuse(key, "is not compared, as \"only\" or \"ignore\" says"));
        }
    }

    private TableContract own(YamlMap map, YamlValue value, Set<TablePart> parts) {
        List<ColumnContract> columns = map.find("columns").stream()
                .flatMap(each -> each.named("columns").entrySet().stream())
                .map(entry -> column(entry.getKey(), entry.getValue(), parts.contains(TablePart.COMMENTS)))
                .toList();
        return value.made(() -> new TableContract(
                columns,
                new TableConstraints(
                        map.find("primary_key").map(this::primaryKey),
                        map.list("foreign_keys", this::foreignKey),
                        map.list("unique", this::unique),
                        map.list("checks", this::check),
                        map.texts("exclusions")),
                map.list("indexes", this::index),
                new TableShape(
                        map.text("partition_by"),
                        partitions(map, parts),
                        map.texts("inherits"),
                        map.is("unlogged"),
                        map.text("server"),
                        map.text("comment"),
                        GuardsReader.triggers(map),
                        GuardsReader.rowSecurity(map)),
                parts,
                false));
    }

    private List<PartitionContract> partitions(YamlMap map, Set<TablePart> parts) {
        return map.find("partitions").stream()
                .flatMap(each -> each.qualified("partitions").entrySet().stream())
                .map(entry -> partition(entry.getKey(), entry.getValue(), parts))
                .toList();
    }

    private PartitionContract partition(String name, YamlValue value, Set<TablePart> parts) {
        if (value.isText()) {
            return new PartitionContract(
                    name,
                    value.text("the bound of a partition"),
                    new TableContract(
                            List.of(), TableConstraints.none(), List.of(), TableShape.ordinary(), parts, false));
        }
        YamlMap map = value.map("a partition", ContractKeys.PARTITION);
        refuse(map, parts);
        return new PartitionContract(name, map.get("bound").text("bound"), own(map, value, parts));
    }

    private static ColumnContract column(String name, YamlValue value, boolean comments) {
        if (value.isText()) {
            return ColumnContract.column(name, value.text("the type of a column"));
        }
        YamlMap map = value.map("a column", ContractKeys.COLUMN);
        ContractReader.refuseComment(map, comments);
        boolean identity = map.find("identity").isPresent();
        if (!identity) {
            map.refuse("identity_options", "is something that an identity column has");
        } else if (map.find("not_null").isPresent() && !map.is("not_null")) {
            map.refuse("not_null", "is true for an identity column always");
        }
        return new ColumnContract(
                name,
                map.get("type").text("type"),
                !map.is("not_null") && !identity,
                map.text("collation"),
                value(map),
                map.text("comment"));
    }

    private static ColumnValue value(YamlMap map) {
        if (map.find("identity").isPresent()) {
            map.refuse("default", "and \"identity\" exclude each other");
            map.refuse("generated", "and \"identity\" exclude each other");
            return new ColumnValue.Identity(
                    map.get("identity").oneOf("identity", IDENTITY),
                    map.text("identity_options").orElse(""));
        }
        if (map.find("generated").isPresent()) {
            map.refuse("default", "and \"generated\" exclude each other");
            YamlMap generated = map.get("generated").map("generated", ContractKeys.GENERATED);
            if (generated.entries().size() != 1) {
                throw generated.value().error("expected one of stored and virtual with its expression");
            }
            return generated
                    .text("stored")
                    .<ColumnValue>map(expression -> new ColumnValue.From(Generated.STORED, expression))
                    .orElseGet(() -> new ColumnValue.From(
                            Generated.VIRTUAL, generated.get("virtual").text("virtual")));
        }
        return map.text("default").<ColumnValue>map(ColumnValue.Default::new).orElseGet(ColumnValue.None::new);
    }

    private KeyContract primaryKey(YamlValue value) {
        return key(value, "a primary key", ContractKeys.PRIMARY_KEY);
    }

    private KeyContract unique(YamlValue value) {
        return key(value, "a unique constraint", ContractKeys.UNIQUE);
    }

    private static KeyContract key(YamlValue value, String what, List<String> keys) {
        if (value.isList()) {
            return KeyContract.key(value.someTexts("the columns of " + what).toArray(String[]::new));
        }
        YamlMap map = value.map(what, keys);
        return new KeyContract(
                map.get("columns").someTexts("columns"),
                map.texts("include"),
                map.is("nulls_not_distinct"),
                map.is("without_overlaps"),
                map.oneOf("deferrable", TIMING, ConstraintTiming.NOT_DEFERRABLE));
    }

    private ForeignKeyContract foreignKey(YamlValue value) {
        YamlMap map = value.map("a foreign key", ContractKeys.FOREIGN_KEY);
        YamlValue references = map.get("references");
        Map<String, YamlValue> target = references.qualified("references");
        if (target.size() != 1) {
            throw references.error("expected one table with its columns, as in {customers: [id]}");
        }
        Map.Entry<String, YamlValue> table = target.entrySet().iterator().next();
        Map<String, ReferentialAction> actions = ContractReader.words(ReferentialAction.class);
        return value.made(() -> new ForeignKeyContract(
                map.get("columns").someTexts("columns"),
                table.getKey(),
                table.getValue().someTexts("the referenced columns"),
                map.oneOf("on_delete", actions, ReferentialAction.NO_ACTION),
                map.texts("on_delete_columns"),
                map.oneOf("on_update", actions, ReferentialAction.NO_ACTION),
                map.oneOf("match", MATCH, MatchType.SIMPLE),
                map.is("period"),
                map.oneOf("deferrable", TIMING, ConstraintTiming.NOT_DEFERRABLE),
                map.oneOf("state", STATE, ConstraintState.VALID)));
    }

    private CheckContract check(YamlValue value) {
        if (value.isText()) {
            return CheckContract.check(value.text("the condition of a check"));
        }
        YamlMap map = value.map("a check", ContractKeys.CHECK);
        return new CheckContract(
                map.get("condition").text("condition"),
                map.is("no_inherit"),
                map.oneOf("state", STATE, ConstraintState.VALID));
    }

    IndexContract index(YamlValue value) {
        if (value.isList()) {
            return IndexContract.index(value.someTexts("the keys of an index").toArray(String[]::new));
        }
        YamlMap map = value.map("an index", ContractKeys.INDEX);
        return value.made(() -> new IndexContract(
                map.get("keys").someTexts("keys"),
                map.text("method").orElse("btree"),
                map.is("unique"),
                map.is("nulls_not_distinct"),
                map.text("where"),
                map.texts("include")));
    }
}
