package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the checks that follow a project's policy. */
final class PolicyOptions {

    /** Their names, as {@code --checks} takes them. */
    static final List<String> CHECKS =
            List.of("idempotency", "partial", "determinism", "safety", "traffic", "queries", "order");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--idempotency",
            paramLabel = "POLICY",
            description =
                    "What must happen when a migration is applied a second time: required (it succeeds and changes nothing)"
                            + " or forbidden (it is refused). Asks for the check idempotency, whose default is required.")
    private @Nullable String idempotency;

    @Option(
            names = "--sizes",
            paramLabel = "FILE|JDBC-URL",
            description =
                    "For the check safety: how large production's tables are, so that it says, as an estimate, for how long"
                            + " they would be blocked. A file of CSV, schema,table,rows,bytes, or a database, of which"
                            + " only the statistics are read.")
    private @Nullable String sizes;

    @Option(
            names = "--queries",
            paramLabel = "DIR",
            description =
                    "Folder with the queries of the services that run now: SERVICE.sql, with a comment '-- name: …' above each."
                            + " Asks for the check queries.")
    private @Nullable String queries;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (idempotency != null) {
            parameters.put(ConfigurationParameters.IDEMPOTENCY, idempotency);
        }
        if (sizes != null) {
            parameters.put(ConfigurationParameters.PRODUCTION_SIZES, sizes);
        }
        if (queries != null) {
            parameters.put(ConfigurationParameters.QUERIES, queries);
        }
        return parameters;
    }

    /** Add the checks that are asked for. */
    RoundTrip addTo(RoundTrip roundTrip, List<String> checks, Configuration configuration) {
        IdempotencyPolicy policy = policy(configuration);
        boolean asked = policy == IdempotencyPolicy.OFF && checks.contains("idempotency");
        RoundTrip more = roundTrip.withIdempotency(asked ? IdempotencyPolicy.REQUIRED : policy);
        if (checks.contains("partial")) {
            more = more.withPartialFailure();
        }
        if (checks.contains("determinism")) {
            more = more.withDeterminism();
        }
        if (checks.contains("safety")) {
            // Read before anything runs: who has mistyped a name is told at once.
            RoundTrip safe = more.withSafety();
            more = ProductionSizes.configuredBy(configuration)
                    .map(safe::withSizes)
                    .orElse(safe);
        } else if (sizes != null) {
            throw usage("--sizes says how large production is, for the check safety: add it to --checks.");
        }
        if (checks.contains("traffic")) {
            more = more.withTraffic();
        }
        if (checks.contains("order")) {
            more = more.withGaps();
        }
        Optional<Path> folder =
                configuration.get(ConfigurationParameters.QUERIES).map(Path::of);
        if (folder.isEmpty() && checks.contains("queries")) {
            throw usage("The check 'queries' needs a folder with queries: name one with --queries.");
        }
        return folder.isPresent() && (queries != null || checks.contains("queries"))
                ? more.withQueries(folder.get())
                : more;
    }

    private IdempotencyPolicy policy(Configuration configuration) {
        try {
            return IdempotencyPolicy.from(configuration);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
