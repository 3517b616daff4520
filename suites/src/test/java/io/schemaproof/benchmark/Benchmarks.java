package io.schemaproof.benchmark;

import io.schemaproof.benchmark.Comparison.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Run the comparisons and print one table; {@code ./benchmark} calls it. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Run.
     *
     * @param arguments {@code --write} puts the table into {@code docs/performance.md}; any other names a {@link Topic}
     */
    public static void main(String[] arguments) throws Exception {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        boolean write = false;
        for (String argument : arguments) {
            if (argument.equals("--write")) {
                write = true;
            } else {
                topics.add(Topic.valueOf(argument.toUpperCase(Locale.ROOT)));
            }
        }
        // A hook, so that nothing is left when the run is cut short. The servers have a hook of their own.
        Runtime.getRuntime().addShutdownHook(new Thread(Benchmarks::cleanUp));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Table table = new Table(run(topics.isEmpty() ? EnumSet.allOf(Topic.class) : topics, out));
        out.println();
        out.println(table.text());
        if (write) {
            table.writeInto(Path.of("docs", "performance.md"));
        }
        long missed =
                table.outcomes().stream().filter(outcome -> !outcome.holds()).count();
        out.printf(
                Locale.ROOT,
                "%d compared, %d beyond the limit%n",
                table.outcomes().size(),
                missed);
        System.exit(missed == 0 ? 0 : 1);
    }

    private static List<Outcome> run(Set<Topic> topics, PrintStream out) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (Topic topic : topics) {
            for (Comparison comparison : topic.comparisons()) {
                out.println(comparison.title() + " …");
                outcomes.add(comparison.run());
            }
        }
        return outcomes;
    }

    private static void cleanUp() {
        Assertions.cleanUp();
        ServerStart.cleanUp();
        VehiclesLoad.cleanUp();
        RowDigest.cleanUp();
        LauncherTime.cleanUp();
        KeptRun.cleanUp();
    }
}
