package io.schemaproof.suites.launcher;

import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.shard.ShardReport;
import io.schemaproof.verify.shard.ShardUnion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof union FILE…}. */
@Command(
        name = "union",
        description =
                "Put the JSON reports of all shards of a run together, and say whether every migration was checked by one of them and"
                        + " what became of it.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 passed, 1 findings, 2 bad usage or input, such as a shard that is missing."})
final class UnionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "What 'verify --shard K/N --json FILE' has written, of each shard that had something to check.")
    private List<Path> files = List.of();

    @Mixin
    private FailOn failOn = new FailOn();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ShardUnion union = ShardUnion.read(files);
        List<String> severities = failOn.severities();
        for (ShardReport report : union.reports()) {
            long failed = report.migrations().stream()
                    .filter(told -> isFailure(told, severities))
                    .count();
            out.println("shard " + report.shard() + "  " + report.migrations().size() + " checked, " + failed
                    + " failed  " + report.file());
        }
        union.migrations().stream()
                .filter(told -> isFailure(told, severities))
                .forEach(told -> out.println(told.verdict() + "  " + told.version() + " " + told.description()));
        out.println(sum(union));
        return union.migrations().stream().anyMatch(told -> isFailure(told, severities))
                ? ExitCode.FINDINGS
                : ExitCode.PASSED;
    }

    /** As a run of all migrations decides it. */
    private static boolean isFailure(ShardReport.Told told, List<String> severities) {
        return told.verdict().equals(MigrationVerdict.INCONCLUSIVE.word())
                || told.severities().stream().anyMatch(severities::contains);
    }

    private static String sum(ShardUnion union) {
        Map<String, Long> counts = union.migrations().stream()
                .collect(Collectors.groupingBy(ShardReport.Told::verdict, LinkedHashMap::new, Collectors.counting()));
        int migrations = union.migrations().size();
        int shards = union.reports().size();
        return migrations + (migrations == 1 ? " migration: " : " migrations: ")
                + counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "))
                + ", in " + shards + (shards == 1 ? " shard" : " shards");
    }
}
