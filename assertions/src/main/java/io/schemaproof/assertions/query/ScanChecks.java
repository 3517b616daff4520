package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ScanMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What assertions ask of how tables are read. */
final class ScanChecks {

    private ScanChecks() {}

    /** @param trivial tables of at most so many pages may be read from beginning to end */
    static Optional<Failure> noSeqScan(PlanView view, Buffers trivial) {
        TableSizes sizes = new TableSizes(view.sql());
        List<PlanNode> guilty = view.scans().stream()
                .filter(PlanNode::isSeqScan)
                .filter(node ->
                        trivial.pages() == 0 || sizes.pages(node.relation().orElseThrow()) > trivial.pages())
                .toList();
        if (view.scans().isEmpty()) {
            return Optional.of(Failure.expected("no sequential scan")
                    .butWas("a plan that reads a table", "a plan that reads none: nothing was checked")
                    .line(view.plan().text()));
        }
        if (guilty.isEmpty()) {
            return Optional.empty();
        }
        String exception =
                trivial.pages() == 0 ? "" : " of a table larger than " + Figures.grouped(trivial.pages()) + " pages";
        return Optional.of(
                Failure.expected("no sequential scan" + exception + view.scope().of())
                        .butWas("an index is used", PlanView.ways(guilty))
                        .line(view.draw(guilty))
                        .line(StatisticsHint.of(view.sql(), view.plan()))
                        .line(view.advice()
                                .of(view.plan().options().mode(), view.scope().relations())));
    }

    static Optional<Failure> readBy(PlanView view, ScanMethod... methods) {
        Set<ScanMethod> allowed = EnumSet.noneOf(ScanMethod.class);
        allowed.addAll(List.of(methods));
        List<PlanNode> guilty = view.scans().stream()
                .filter(node -> ScanMethod.of(node).filter(allowed::contains).isEmpty())
                .toList();
        String expected = allowed.stream().map(ScanMethod::nodeType).collect(Collectors.joining(" or "));
        return guilty.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("every read" + view.scope().of() + " to be by " + expected)
                        .butWas(expected, PlanView.ways(guilty))
                        .line(view.draw(guilty))
                        .line(StatisticsHint.of(view.sql(), view.plan())));
    }

    static Optional<Failure> scannedTimes(PlanView view, int times) {
        // The partitions of one use of a table are one.
        long found = view.scans().stream()
                .map(node -> node.alias()
                        .map(alias ->
                                node.parentRelationship().equals("Member") ? alias.replaceFirst("_\\d+$", "") : alias)
                        .orElse(""))
                .distinct()
                .count();
        return found == times
                ? Optional.empty()
                : Optional.of(
                        Failure.expected("the plan to read " + view.scope().phrase() + " " + times + " times")
                                .butWas(times, found)
                                .line(view.draw(view.scans())));
    }

    static Optional<Failure> onlyIndex(PlanView view, IndexUse use, String phrase, long fetchesAllowed) {
        Set<Relation> tables = view.nodes()
                .filter(use::reads)
                .flatMap(node -> node.relation().stream())
                .collect(Collectors.toSet());
        List<PlanNode> others = view.scans().stream()
                .filter(node -> tables.contains(node.relation().orElseThrow()))
                .filter(node -> !(use.reads(node) && node.nodeType().equals("Index Only Scan")))
                .toList();
        List<PlanNode> own = view.nodes()
                .filter(use::reads)
                .filter(node -> !node.isNeverExecuted())
                .toList();
        long fetches =
                own.stream().mapToLong(node -> node.heapFetches().orElse(0)).sum();
        if (!own.isEmpty() && others.isEmpty() && fetches <= fetchesAllowed) {
            return Optional.empty();
        }
        boolean only = !own.isEmpty() && others.isEmpty();
        String limit = fetchesAllowed == 0 ? "no row of its table" : "at most " + fetchesAllowed + " rows of its table";
        return Optional.of(Failure.expected("the query to read " + phrase + " and " + limit)
                .butWas(
                        "Index Only Scan, " + Figures.grouped(fetchesAllowed) + " heap fetches",
                        only
                                ? Figures.grouped(fetches) + " heap fetches"
                                : "another plan: " + PlanView.ways(others.isEmpty() ? view.scans() : others))
                .line(only ? "Run VACUUM first, which fills the visibility map." : "")
                .line(view.draw(others.isEmpty() ? own : others)));
    }

    static Optional<Failure> prunes(PlanView view, int most) {
        PartitionReads reads = new PartitionReads(view);
        if (reads.all() <= most || reads.all() < 2) {
            return Optional.of(Failure.expected(
                            "at most " + most + " partitions" + view.scope().of() + " to be read")
                    .butWas(
                            "a table of more partitions",
                            view.scope().phrase() + " has " + reads.all() + ": nothing can be pruned"));
        }
        if (reads.read().isEmpty() || reads.read().size() > most) {
            boolean none = reads.read().isEmpty();
            return Optional.of(Failure.expected(
                            "at most " + most + " partitions" + view.scope().of() + " to be read")
                    .butWas(
                            most + " of " + reads.all(),
                            none
                                    ? "none was read, so nothing was found out about the pruning"
                                    : reads.read().size() + " of " + reads.all())
                    .line(
                            reads.stopped()
                                    ? "Something above, as a LIMIT, may have stopped the scan; partitions that were"
                                            + " only not come to are not pruned."
                                    : "")
                    .line(view.draw(node -> view.scope().nodes().test(node))));
        }
        return Optional.empty();
    }
}
