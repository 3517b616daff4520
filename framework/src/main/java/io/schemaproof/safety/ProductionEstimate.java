package io.schemaproof.safety;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.Index;
import io.schemaproof.query.Relation;
import io.schemaproof.safety.estimate.Production;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.safety.estimate.Rate;
import io.schemaproof.safety.estimate.RelationSize;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long the work of statements would take on production's tables: what they did here for each row, at the rate that was
 * measured here, for the rows that are there. It says how sure it is, and changes no verdict.
 */
final class ProductionEstimate {

    /** Another machine is this much faster or slower, and so are another type and width of columns. */
    private static final double FACTOR = 3;

    private static final Set<String> SLOWER = Set.of("gin", "gist", "spgist");

    private final ProductionSizes sizes;
    private final Production production;
    private final List<WorkTask> tasks = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> slower = new ArrayList<>();

    private ProductionEstimate(ProductionSizes sizes, Production production) {
        this.sizes = sizes;
        this.production = production;
    }

    /** Estimate the work of statements of one migration; empty where nothing is known of production. */
    static Optional<ProductionEstimate> of(List<TracedStatement> statements) {
        Optional<Production> production =
                statements.stream().findFirst().map(first -> first.migration().production());
        return production.flatMap(Production::sizes).map(sizes -> {
            ProductionEstimate estimate = new ProductionEstimate(sizes, production.get());
            statements.forEach(estimate::add);
            return estimate;
        });
    }

    private void add(TracedStatement statement) {
        slower.addAll(slowerIndexes(statement));
        double largest = 0;
        for (TracedRelation table : tables(statement)) {
            Relation relation = new Relation(table.schema(), table.name());
            Optional<RelationSize> size = sizes.of(relation);
            if (size.filter(RelationSize::isKnown).isEmpty()) {
                unknown.add(size.map(known -> known.rows() < 0
                                ? relation + " was never analysed there"
                                : relation + " has 0 rows there")
                        .orElse("it does not name " + relation));
                continue;
            }
            tasks.addAll(WorkTask.of(statement, table, size.get()));
            long rows = size.get().rows();
            largest = Math.max(
                    largest,
                    statement
                            .trace()
                            .workOn(table.qualifiedName())
                            .map(work -> (double) rows / WorkTask.rowsHere(work))
                            .orElse(0.0));
        }
        addNewRows(statement, largest);
    }

    /** How fast indexes are built is measured on B-trees; these have several entries for a row, or look for the place of each. */
    private static List<String> slowerIndexes(TracedStatement statement) {
        Set<String> written = Stream.concat(
                        statement.trace().created().stream(),
                        statement.trace().files().stream()
                                .filter(FileChange::isNewFile)
                                .map(FileChange::relation))
                .filter(relation -> relation.kind().isIndex())
                .map(TracedRelation::qualifiedName)
                .collect(Collectors.toSet());
        return statement.migration().after().indexes().stream()
                .filter(index -> written.contains(CatalogNames.qualifiedName(index)) && SLOWER.contains(index.method()))
                .map(Index::method)
                .distinct()
                .sorted()
                .toList();
    }

    /** What is put into a table that the migration has made grows with those that it comes from. */
    private void addNewRows(TracedStatement statement, double scale) {
        for (TableWork work : statement.trace().work()) {
            long rows = Math.round(work.inserted() * scale);
            if (!work.relation().existedBefore() && rows > 0) {
                RelationSize size = new RelationSize(rows, Math.round(Math.max(1, work.bytes()) * scale));
                tasks.add(new WorkTask(
                        WorkTask.Kind.CHANGE,
                        new Relation(work.relation().schema(), work.relation().name()),
                        size,
                        1,
                        false));
            }
        }
    }

    /** The tables of before with whose rows it had to do, and those whose files or indexes it has written. */
    private static List<TracedRelation> tables(TracedStatement statement) {
        Stream<TracedRelation> worked = statement.trace().work().stream()
                .filter(work -> work.rows() > 0)
                .map(TableWork::relation);
        Stream<TracedRelation> written = statement.trace().files().stream()
                .filter(file -> file.isNewFile() && !file.isEmptied())
                .map(FileChange::relation);
        return Stream.concat(worked, written)
                .filter(relation -> relation.existedBefore() && relation.kind().holdsRows())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    private double seconds() {
        return tasks.stream()
                .mapToDouble(task -> task.seconds(production.rates()))
                .sum();
    }

    /**
     * In words: how long, from what, and what is not known.
     *
     * @param holds whether others wait meanwhile
     */
    String words(boolean holds) {
        String gaps = unknown.isEmpty()
                ? ""
                : Words.list(unknown.stream().distinct().toList()) + " (" + sizes.description() + ")";
        if (tasks.isEmpty()) {
            return "There is no estimate for production: "
                    + (gaps.isEmpty() ? "this work is of no kind whose speed is known here" : gaps) + ".";
        }
        double seconds = seconds();
        return "In production, as an estimate, this takes about " + Magnitude.seconds(seconds) + " ("
                + Magnitude.seconds(seconds / FACTOR) + " to " + Magnitude.seconds(seconds * FACTOR) + ")"
                + (holds ? ", and whoever needs the lock waits that long" : "")
                + ": " + Words.list(tables()) + " (" + sizes.description() + "); here "
                + Words.list(speeds()) + ", " + production.rates().basis()
                + ". Load differs there, and what is not in memory waits for its disk."
                + (slower.isEmpty()
                        ? ""
                        : " It is more, because indexes are measured as B-trees, and "
                                + Words.list(slower.stream().distinct().toList()) + " takes several times as long.")
                + (gaps.isEmpty() ? "" : " It is more, because " + gaps + ".");
    }

    private List<String> tables() {
        Map<Relation, List<WorkTask>> byTable = new LinkedHashMap<>();
        tasks.forEach(task -> byTable.computeIfAbsent(task.table(), table -> new ArrayList<>())
                .add(task));
        return byTable.entrySet().stream()
                .map(entry -> Magnitude.of(
                                (double) entry.getValue().get(0).size().rows()) + " rows of " + entry.getKey() + ", "
                        + Magnitude.bytes(
                                (double) entry.getValue().get(0).size().bytes()) + ", are "
                        + Words.list(entry.getValue().stream()
                                .map(ProductionEstimate::done)
                                .distinct()
                                .toList()))
                .toList();
    }

    private static String done(WorkTask task) {
        if (task.assumesAll()) {
            return task.kind().participle() + " if all of them are";
        }
        if (task.kind() == WorkTask.Kind.CHANGE) {
            int percent = (int) Math.max(1, Math.round(100 * task.times()));
            return task.kind().participle() + (percent < 100 ? " if " + percent + " % are, as here" : "");
        }
        return task.kind().participle() + (task.times() > 1 ? " " + Quantity.of((long) task.times(), "time") : "");
    }

    private List<String> speeds() {
        return tasks.stream()
                .map(WorkTask::kind)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(kind -> {
                    Rate rate = kind.rate(production.rates());
                    return Magnitude.of(rate.rows()) + " rows/s (" + Magnitude.bytes(rate.bytes()) + "/s) are "
                            + kind.participle();
                })
                .toList();
    }

    /** The figures, for programs. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!tasks.isEmpty()) {
            facts.put("estimated seconds", figure(seconds()));
            facts.put("estimated seconds at least", figure(seconds() / FACTOR));
            facts.put("estimated seconds at most", figure(seconds() * FACTOR));
        }
        for (WorkTask task : tasks) {
            facts.put(
                    "rows in production " + task.table(),
                    String.valueOf(task.size().rows()));
            facts.put(
                    "bytes in production " + task.table(),
                    String.valueOf(task.size().bytes()));
        }
        return facts;
    }

    private static String figure(double seconds) {
        return BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }
}
