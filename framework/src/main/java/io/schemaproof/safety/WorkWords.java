package io.schemaproof.safety;

import io.schemaproof.base.Quantity;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in figures what a statement did with tables of before. */
final class WorkWords {

    private WorkWords() {}

    /** Such as {@code reads 500 rows of public.t (40 kB, 1 pass) and writes public.t and public.t_a anew}. */
    static String of(TracedStatement statement) {
        StatementTrace trace = statement.trace();
        List<String> parts = new ArrayList<>();
        for (TableWork work : trace.work()) {
            if (work.relation().existedBefore() && work.rows() > 0) {
                parts.add(of(work));
            }
        }
        List<FileChange> files = trace.files().stream()
                .filter(file -> file.relation().existedBefore() && file.isNewFile() && isOwn(file))
                .toList();
        if (!files.isEmpty()) {
            parts.add("writes " + Words.names(relations(files)) + " anew" + size(files));
        }
        List<TracedRelation> indexes = trace.created().stream()
                .filter(relation -> relation.kind().isIndex() && isOwn(relation))
                .toList();
        if (!indexes.isEmpty()) {
            parts.add("builds " + Words.names(indexes));
        }
        if (parts.isEmpty()) {
            parts.add("writes " + Words.names(statement.cost().growing()) + " anew");
        }
        return Words.list(parts);
    }

    private static String of(TableWork work) {
        List<String> verbs = new ArrayList<>();
        long read = work.rowsRead() + work.rowsFetched();
        String table = Words.name(work.relation());
        if (read > 0) {
            String passes = work.passes() > 0 ? ", " + passes(work.passes()) : "";
            String bytes = work.bytes() > 0 ? Words.bytes(work.bytes()) : "size not known";
            verbs.add("reads " + Quantity.of(read, "row") + " of " + table + " (" + bytes + passes + ")");
        }
        if (work.inserted() > 0) {
            verbs.add("inserts " + Quantity.of(work.inserted(), "row") + " into " + table);
        }
        if (work.updated() > 0) {
            verbs.add("updates " + Quantity.of(work.updated(), "row") + " of " + table);
        }
        if (work.deleted() > 0) {
            verbs.add("deletes " + Quantity.of(work.deleted(), "row") + " of " + table);
        }
        return Words.list(verbs);
    }

    private static String passes(long passes) {
        return passes == 1 ? "1 pass" : passes + " passes";
    }

    /** The figures as facts: rows and bytes of each table, here and on the smaller tables. */
    static Map<String, String> facts(TracedStatement statement) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cost", "O(rows)");
        for (TableWork work : statement.trace().work()) {
            if (work.relation().existedBefore()) {
                String table = Words.name(work.relation());
                facts.put("rows " + table, String.valueOf(work.rows()));
                facts.put(
                        "rows on smaller tables " + table,
                        String.valueOf(statement
                                .cost()
                                .small()
                                .workOn(work.relation().qualifiedName())
                                .map(TableWork::rows)
                                .orElse(0L)));
                facts.put("bytes " + table, String.valueOf(work.bytes()));
            }
        }
        return facts;
    }

    /** What belongs to the server's own bookkeeping of a table is not named. */
    private static boolean isOwn(FileChange file) {
        return isOwn(file.relation());
    }

    private static boolean isOwn(TracedRelation relation) {
        return !relation.schema().equals("pg_toast");
    }

    private static List<TracedRelation> relations(List<FileChange> files) {
        return files.stream().map(FileChange::relation).collect(Collectors.toList());
    }

    private static String size(List<FileChange> files) {
        long bytes = files.stream()
                .mapToLong(FileChange::bytes)
                .filter(each -> each > 0)
                .sum();
        return bytes > 0 ? " (" + Words.bytes(bytes) + ")" : "";
    }
}
