package io.schemaproof.verify.audit;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Learns from runs which file has to come before which, and puts them into that order. A file that lacked something comes behind
 * the one that makes it and before one that takes it away; one that found something there comes before the one that made it. None
 * of this proves anything: the order is one to be tried.
 */
final class Precedences {

    private static final String ABORTED = "25P02";
    private static final String FOREIGN_KEY = "23503";
    /** What IF NOT EXISTS says. */
    private static final String NOTICE = "NOTICE: ";
    /** What a message that names nothing as missing may still speak of. */
    private static final Set<ObjectKind> MENTIONED = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.SCHEMA);

    private final List<String> files;
    private final Map<Integer, Set<Integer>> earlier = new TreeMap<>();

    /** @param files in the order that decides between two that need not wait for each other */
    Precedences(List<String> files) {
        this.files = files;
    }

    /**
     * Learn from a run that failed.
     *
     * @param clean whether every file before it succeeded; else what it found there may be half of another file
     * @param all what shows who makes and removes what
     */
    void learn(FileRun failed, boolean clean, Collection<FileRun> all) {
        int file = files.indexOf(failed.file());
        for (StatementOutcome outcome : failed.run().orElseThrow().outcomes()) {
            outcome.error().ifPresent(error -> learn(file, outcome, error, clean, all));
            if (clean) {
                outcome.notices().stream()
                        .filter(notice -> notice.startsWith(NOTICE))
                        .flatMap(notice -> NamedObject.present(notice.substring(NOTICE.length())).stream())
                        .forEach(object -> maker(object, file, all).ifPresent(maker -> before(file, maker)));
            }
        }
    }

    private void learn(
            int file, StatementOutcome outcome, StatementError error, boolean clean, Collection<FileRun> all) {
        Optional<NamedObject> missing = NamedObject.missing(error);
        Optional<NamedObject> present = NamedObject.present(error);
        missing.flatMap(object -> maker(object, file, all)).ifPresent(maker -> before(maker, file));
        if (clean) {
            missing.ifPresent(object ->
                    others(file, all, run -> isIn(run.removed(), object)).forEach(remover -> before(file, remover)));
            present.flatMap(object -> maker(object, file, all)).ifPresent(maker -> before(file, maker));
            if (missing.isEmpty() && present.isEmpty() && !error.sqlState().equals(ABORTED)) {
                String text = error.message()
                        + ' '
                        + error.detail().orElse("")
                        + ' '
                        + outcome.statement().sql();
                others(file, all, run -> makesWhatIsNamed(run, text)).forEach(maker -> before(maker, file));
                if (error.sqlState().equals(FOREIGN_KEY)) {
                    String detail = error.detail().orElse("");
                    others(file, all, run -> writesWhatIsNamed(run, detail)).forEach(writer -> before(writer, file));
                }
            }
        }
    }

    /** The first in the given order, where there are several. */
    private Optional<Integer> maker(NamedObject object, int file, Collection<FileRun> all) {
        return others(file, all, run -> isIn(run.added(), object)).stream().findFirst();
    }

    private Set<Integer> others(int file, Collection<FileRun> all, Predicate<FileRun> condition) {
        Set<Integer> others = new TreeSet<>();
        all.stream()
                .filter(run -> files.indexOf(run.file()) != file)
                .filter(condition)
                .forEach(run -> others.add(files.indexOf(run.file())));
        return others;
    }

    private static boolean isIn(List<CatalogObject> objects, NamedObject object) {
        return objects.stream().anyMatch(object::isNameOf);
    }

    private static boolean makesWhatIsNamed(FileRun run, String text) {
        return run.added().stream()
                .anyMatch(object ->
                        MENTIONED.contains(object.id().kind()) && WholeWord.in(text, NamedObject.simpleName(object)));
    }

    private static boolean writesWhatIsNamed(FileRun run, String text) {
        Map<String, String> before = run.before().rows().values();
        return run.after().rows().values().entrySet().stream()
                .anyMatch(table -> !Objects.equals(before.get(table.getKey()), table.getValue())
                        && WholeWord.in(
                                text, table.getKey().substring(table.getKey().lastIndexOf('.') + 1)));
    }

    private void before(int first, int second) {
        earlier.computeIfAbsent(second, key -> new TreeSet<>()).add(first);
    }

    /** All files, each behind those that have to come before it; empty if some wait for each other in a circle. */
    Optional<List<Integer>> order() {
        List<Integer> order = new ArrayList<>();
        List<Integer> waiting =
                new ArrayList<>(IntStream.range(0, files.size()).boxed().toList());
        while (!waiting.isEmpty()) {
            Optional<Integer> next = waiting.stream()
                    .filter(file -> order.containsAll(earlier.getOrDefault(file, Set.of())))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            order.add(next.get());
            waiting.remove(next.get());
        }
        return Optional.of(List.copyOf(order));
    }
}
