package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.contract.YamlTree.Entries;
import io.schemaproof.assertions.contract.YamlTree.Text;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.ReferentialAction;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Write the contract of a table.
 *
 * @param comments whether the document compares comments, so that a table need not say it
 * @param also what the document compares in each table
 */
record TableWriter(boolean comments, Set<TablePart> also) {

    YamlTree table(TableContract table) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        Set<TablePart> parts = EnumSet.copyOf(table.parts());
        if (!comments) {
            parts.add(TablePart.COMMENTS);
        }
        TablePart.ON_DEMAND.stream().filter(part -> !also.contains(part)).forEach(parts::add);
        ContractWriter.ignored(entries, parts, TablePart.class);
        if (table.allowsOthers()) {
            entries.put("unlisted", new Text("passes"));
        }
        ContractWriter.texts(entries, "inherits", table.shape().parents());
        own(entries, table, comments && parts.contains(TablePart.COMMENTS));
        if (!entries.containsKey("columns") && parts.contains(TablePart.COLUMNS) && !table.allowsOthers()) {
            entries.put("columns", new Entries(Map.of(), false));
        }
        return new Entries(entries, true);
    }

    private static void own(Map<String, YamlTree> entries, TableContract table, boolean comments) {
        TableShape shape = table.shape();
        TableConstraints constraints = table.constraints();
        ContractWriter.text(entries, "server", shape.server());
        ContractWriter.truth(entries, "unlogged", shape.isUnlogged());
        if (!table.columns().isEmpty()) {
            Map<String, YamlTree> columns = new LinkedHashMap<>();
            table.columns().forEach(column -> columns.put(column.name(), column(column, comments)));
            entries.put("columns", new Entries(columns, true));
        }
        constraints.primaryKey().ifPresent(key -> entries.put("primary_key", key(key)));
        ContractWriter.list(entries, "unique", constraints.uniqueKeys(), TableWriter::key);
        ContractWriter.list(entries, "foreign_keys", constraints.foreignKeys(), TableWriter::foreignKey);
        ContractWriter.list(entries, "checks", constraints.checks(), TableWriter::check);
        ContractWriter.list(entries, "exclusions", constraints.exclusions(), Text::new);
        ContractWriter.list(entries, "indexes", table.indexes(), TableWriter::index);
        ContractWriter.text(entries, "partition_by", shape.partitionKey());
        if (!shape.partitions().isEmpty()) {
            Map<String, YamlTree> partitions = new LinkedHashMap<>();
            shape.partitions().forEach(partition -> partitions.put(partition.name(), partition(partition, comments)));
            entries.put("partitions", new Entries(partitions, true));
        }
        GuardsWriter.write(entries, shape);
        ContractWriter.comment(entries, shape.comment(), comments);
    }

    private static YamlTree partition(PartitionContract partition, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("bound", new Text(partition.bound()));
        own(entries, partition.own(), comments);
        return ContractWriter.shortened(entries, "bound") instanceof Text bound ? bound : new Entries(entries, true);
    }

    private static YamlTree column(ColumnContract column, boolean comments) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("type", new Text(column.type()));
        ColumnValue value = column.value();
        ContractWriter.truth(entries, "not_null", !column.isNullable() && !(value instanceof ColumnValue.Identity));
        ContractWriter.text(entries, "collation", column.collation());
        if (value instanceof ColumnValue.Default known) {
            entries.put("default", new Text(known.expression()));
        } else if (value instanceof ColumnValue.Identity identity) {
            entries.put("identity", new Text(ContractKeys.words(identity.generation())));
            ContractWriter.text(
                    entries, "identity_options", Optional.of(identity.options()).filter(text -> !text.isEmpty()));
        } else if (value instanceof ColumnValue.From from) {
            String how = from.how() == Generated.STORED ? "stored" : "virtual";
            entries.put("generated", new Entries(Map.of(how, new Text(from.expression())), false));
        }
        ContractWriter.comment(entries, column.comment(), comments);
        return ContractWriter.shortened(entries, "type");
    }

    private static YamlTree key(KeyContract key) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.texts(entries, "columns", key.columns());
        ContractWriter.texts(entries, "include", key.includedColumns());
        ContractWriter.truth(entries, "nulls_not_distinct", key.nullsNotDistinct());
        ContractWriter.truth(entries, "without_overlaps", key.withoutOverlaps());
        timing(entries, key.timing());
        return ContractWriter.shortened(entries, "columns");
    }

    private static YamlTree foreignKey(ForeignKeyContract key) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.texts(entries, "columns", key.columns());
        entries.put("references", new Entries(Map.of(key.table(), YamlTree.texts(key.referencedColumns())), false));
        ContractWriter.word(entries, "match", key.match(), MatchType.SIMPLE);
        ContractWriter.word(entries, "on_update", key.onUpdate(), ReferentialAction.NO_ACTION);
        ContractWriter.word(entries, "on_delete", key.onDelete(), ReferentialAction.NO_ACTION);
        ContractWriter.texts(entries, "on_delete_columns", key.onDeleteColumns());
        ContractWriter.truth(entries, "period", key.hasPeriod());
        timing(entries, key.timing());
        ContractWriter.word(entries, "state", key.state(), ConstraintState.VALID);
        return new Entries(entries, false);
    }

    private static YamlTree check(CheckContract check) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("condition", new Text(check.condition()));
        ContractWriter.truth(entries, "no_inherit", check.isNoInherit());
        ContractWriter.word(entries, "state", check.state(), ConstraintState.VALID);
        return ContractWriter.shortened(entries, "condition");
    }

    static YamlTree index(IndexContract index) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.texts(entries, "keys", index.keys());
        ContractWriter.text(entries, "method", Optional.of(index.method()).filter(method -> !method.equals("btree")));
        ContractWriter.truth(entries, "unique", index.isUnique());
        ContractWriter.truth(entries, "nulls_not_distinct", index.nullsNotDistinct());
        ContractWriter.texts(entries, "include", index.includedColumns());
        ContractWriter.text(entries, "where", index.predicate());
        return ContractWriter.shortened(entries, "keys");
    }

    private static void timing(Map<String, YamlTree> entries, ConstraintTiming timing) {
        switch (timing) {
            case NOT_DEFERRABLE -> {}
            case DEFERRABLE -> entries.put("deferrable", new Text("immediate"));
            case INITIALLY_DEFERRED -> entries.put("deferrable", new Text("deferred"));
        }
    }
}
