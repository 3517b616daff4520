package io.schemaproof.benchmark;

import io.schemaproof.benchmark.Comparison.Outcome;
import io.schemaproof.benchmark.Comparison.Subject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Run all comparisons, or those whose title contains an argument, and print one table; {@code ./benchmark} calls it. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Run.
     *
     * @param arguments {@code --write} puts the table into {@code docs/performance.md}; any other is a part of a title
     */
    public static void main(String[] arguments) throws Exception {
        List<String> parts = new ArrayList<>(List.of(arguments));
        boolean write = parts.remove("--write");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Comparison comparison : comparisons()) {
                if (parts.isEmpty() || parts.stream().anyMatch(comparison.title()::contains)) {
                    out.println(comparison.title() + " …");
                    outcomes.add(comparison.run());
                }
            }
        } finally {
            ServerStart.cleanUp();
            Lab.close();
        }
        Table table = new Table(outcomes);
        out.println();
        out.println(table.text());
        if (write) {
            table.writeInto(Path.of("docs", "performance.md"));
        }
        long missed = outcomes.stream().filter(outcome -> !outcome.holds()).count();
        out.printf(Locale.ROOT, "%d compared, %d beyond the limit%n", outcomes.size(), missed);
        if (outcomes.isEmpty() || missed > 0) {
            System.exit(1);
        }
    }

    private static List<Comparison> comparisons() throws Exception {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Comparison(
                "server ready to the first query, warm cache",
                new Subject(ServerStart.class, "ours"),
                new Subject(ServerStart.class, "floor"),
                "copy an initialised data directory, exec postgres, ask every ms",
                new Limit.Ratio(1.5),
                3,
                15));
        comparisons.add(new Comparison(
                "fresh database with 136 tables",
                new Subject(FreshDatabase.class, "ours"),
                new Subject(FreshDatabase.class, "floor"),
                "CREATE DATABASE … TEMPLATE on an open connection",
                new Limit.Ratio(1.25),
                5,
                25));
        return comparisons;
    }
}
