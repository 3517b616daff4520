package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.contract.YamlTree.Entries;
import io.schemaproof.assertions.contract.YamlTree.Items;
import io.schemaproof.assertions.contract.YamlTree.Text;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.TimeLimit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Write what a contract demands of rows and queries. */
final class DataWriter {

    private static final int NANOS = 9;

    private DataWriter() {}

    static void write(Map<String, YamlTree> document, DataContract data) {
        if (!data.rows().isEmpty()) {
            Map<String, YamlTree> rows = new LinkedHashMap<>();
            data.rows().forEach((table, demands) -> rows.put(table, rows(demands)));
            document.put("rows", new Entries(rows, true));
        }
        if (!data.queries().isEmpty()) {
            Map<String, YamlTree> queries = new LinkedHashMap<>();
            data.queries().forEach((name, query) -> queries.put(name, query(query)));
            document.put("queries", new Entries(queries, true));
        }
    }

    private static YamlTree rows(RowContract rows) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        rows.count().ifPresent(amount -> entries.put("count", amount(amount)));
        ContractWriter.list(entries, "checks", rows.checks(), DataWriter::check);
        return new Entries(entries, !rows.checks().isEmpty());
    }

    private static YamlTree amount(Amount amount) {
        if (amount.least() == amount.most()) {
            return number(amount.least());
        }
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        if (amount.least() > 0) {
            entries.put("at_least", number(amount.least()));
        }
        if (amount.most() < Long.MAX_VALUE) {
            entries.put("at_most", number(amount.most()));
        }
        return new Entries(entries, false);
    }

    private static YamlTree check(RowCheckContract check) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        demand(entries, check.demand());
        ContractWriter.text(entries, "where", check.condition());
        check.toleratedRows().ifPresent(rows -> entries.put("tolerating", number(rows)));
        check.toleratedPercent()
                .ifPresent(percent -> entries.put("tolerating", new Text(percent.toPlainString() + " %")));
        if (check.allowsNoRows()) {
            entries.put("no_rows", new Text("passes"));
        }
        ContractWriter.text(entries, "because", check.reason());
        return ContractWriter.shortened(entries, "all");
    }

    private static void demand(Map<String, YamlTree> entries, RowDemand demand) {
        if (demand instanceof RowDemand.All all) {
            entries.put("all", new Text(all.condition()));
        } else if (demand instanceof RowDemand.None none) {
            entries.put("none", new Text(none.condition()));
        } else if (demand instanceof RowDemand.Any any) {
            entries.put("any", new Text(any.condition()));
        } else if (demand instanceof RowDemand.Count count) {
            entries.put("count", amount(count.amount()));
        } else if (demand instanceof RowDemand.Distinct distinct) {
            entries.put("distinct", new Entries(Map.of(distinct.column(), amount(distinct.amount())), false));
        } else if (demand instanceof RowDemand.Unique unique) {
            entries.put("unique", YamlTree.texts(unique.columns()));
        } else if (demand instanceof RowDemand.NotNull filled) {
            entries.put("not_null", YamlTree.texts(filled.columns()));
        } else if (demand instanceof RowDemand.Values values) {
            entries.put("values", new Entries(Map.of(values.column(), YamlTree.texts(values.accepted())), false));
        } else if (demand instanceof RowDemand.NoOrphans orphans) {
            entries.put("no_orphans", YamlTree.texts(orphans.columns()));
            entries.put(
                    "references",
                    new Entries(Map.of(orphans.table(), YamlTree.texts(orphans.referencedColumns())), false));
        }
    }

    private static YamlTree query(QueryContract query) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("sql", new Text(query.sql()));
        if (!query.parameters().isEmpty()) {
            entries.put("parameters", values(query.parameters()));
        }
        query.plan().ifPresent(plan -> entries.put("plan", plan(plan)));
        query.time().ifPresent(limit -> entries.put("time", time(limit)));
        query.result().ifPresent(result -> entries.put("returns", result(result)));
        if (query.allowsNoRows()) {
            entries.put("no_rows", new Text("passes"));
        }
        ContractWriter.text(entries, "because", query.reason());
        return new Entries(entries, true);
    }

    private static YamlTree plan(PlanContract plan) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.texts(entries, "can_use_index", plan.usableIndexes());
        ContractWriter.texts(entries, "uses_index", plan.usedIndexes());
        ContractWriter.truth(entries, "no_seq_scan", plan.avoidsSeqScan());
        ContractWriter.texts(entries, "no_seq_scan", plan.noSeqScanOn());
        ContractWriter.truth(entries, "no_sort", plan.avoidsSort());
        number(entries, "buffers_at_most", plan.buffers());
        number(entries, "rows_read_at_most", plan.rowsRead());
        kind(plan.modes()).ifPresent(kind -> entries.put("kind", new Text(kind)));
        return new Entries(entries, false);
    }

    private static Optional<String> kind(Set<PlanCacheMode> modes) {
        return QueryReader.KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().equals(modes))
                .map(Map.Entry::getKey)
                .filter(kind -> !kind.equals("custom"))
                .findFirst();
    }

    private static YamlTree time(TimeLimit limit) {
        Text duration = new Text(duration(limit));
        return limit.percentile().isEmpty()
                ? duration
                : new Entries(Map.of("p" + limit.percentile().getAsInt(), duration), false);
    }

    private static String duration(TimeLimit limit) {
        BigDecimal seconds = BigDecimal.valueOf(limit.limit().toNanos(), NANOS).stripTrailingZeros();
        return seconds.scale() <= 0
                ? seconds.toPlainString() + " s"
                : seconds.scaleByPowerOfTen(3).stripTrailingZeros().toPlainString() + " ms";
    }

    private static YamlTree result(ResultContract result) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        result.count().ifPresent(amount -> entries.put("count", amount(amount)));
        result.rows().ifPresent(rows -> entries.put("rows", rows(rows)));
        ContractWriter.truth(entries, "in_order", result.inOrder());
        if (!result.contained().isEmpty()) {
            entries.put("contains", rows(result.contained()));
        }
        return new Entries(entries, false);
    }

    private static YamlTree rows(List<List<@Nullable String>> rows) {
        return new Items(rows.stream().map(DataWriter::values).toList(), false);
    }

    private static YamlTree values(List<@Nullable String> values) {
        return new Items(
                values.stream()
                        .<YamlTree>map(value -> value == null ? YamlTree.NULL : new Text(value))
                        .toList(),
                false);
    }

    private static YamlTree number(long number) {
        return new Text(String.valueOf(number));
    }

    private static void number(Map<String, YamlTree> entries, String key, OptionalLong number) {
        number.ifPresent(value -> entries.put(key, number(value)));
    }
}
