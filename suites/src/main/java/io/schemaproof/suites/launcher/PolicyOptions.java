package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.query.named.RecordedQueries;
import io.schemaproof.safety.ProductionVersion;
import io.schemaproof.safety.ToleratedWait;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the checks that follow a project's policy. */
final class PolicyOptions {

    /** Their names, as {@code --checks} takes them. */
    static final List<String> CHECKS =
            List.of("idempotency", "partial", "determinism", "safety", "traffic", "queries", "performance", "order");

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
            names = "--tolerate-wait",
            paramLabel = "TIME",
            description =
                    "For the checks safety and traffic: how long clients may wait behind a statement that waits for a lock, such as"
                            + " 500ms, 2s or 1min. It is compared with the limit that the migration sets, lock_timeout, and never"
                            + " with a clock. Default: 10s.")
    private @Nullable String tolerated;

    @Option(
            names = "--queries",
            paramLabel = "DIR",
            description =
                    "Folder with the queries of the services that run now: SERVICE.sql, with a comment '-- name: …' above each."
                            + " Asks for the check queries.")
    private @Nullable String queries;

    @Option(
            names = "--queries-from",
            paramLabel = "JDBC-URL",
            description =
                    "Database whose pg_stat_statements holds the queries of the services that run now, beside --queries or"
                            + " instead. It is only read: jdbc:postgresql://HOST/DATABASE?user=NAME; its password is best kept"
                            + " in ~/.pgpass.")
    private @Nullable String recorded;

    @Option(
            names = "--queries-roles",
            paramLabel = "ROLE",
            split = ",",
            description =
                    "With --queries-from: the roles whose queries are meant, several with commas between. Default: all.")
    private List<String> roles = List.of();

    @Option(
            names = "--queries-service",
            paramLabel = "NAME",
            description =
                    "With --queries-from: the service that has sent all of it. Default: the application that a comment of the"
                            + " query names, else the role.")
    private @Nullable String service;

    @Option(
            names = "--within",
            paramLabel = "MILLIS",
            description =
                    "For the check performance: the longest time that a query may take, in milliseconds, of the best of twenty"
                            + " executions. Default: 100.")
    private @Nullable Long within;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (idempotency != null) {
            parameters.put(ConfigurationParameters.IDEMPOTENCY, idempotency);
        }
        if (sizes != null) {
            parameters.put(ConfigurationParameters.PRODUCTION_SIZES, sizes);
        }
        if (tolerated != null) {
            parameters.put(ConfigurationParameters.TOLERATED_WAIT, tolerated);
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
        readTolerated(checks, configuration);
        if (checks.contains("traffic")) {
            more = more.withTraffic();
        }
        if (checks.contains("order")) {
            more = more.withGaps();
        }
        if (within != null && !checks.contains("performance")) {
            throw usage("--within says how long a query may take, for the check performance: add it to --checks.");
        }
        Optional<QuerySet> given = queries(checks, configuration);
        if (given.isPresent() && (queries != null || recorded != null || checks.contains("queries"))) {
            more = more.withQueries(given.get());
        }
        return checks.contains("performance") ? more.withPerformance(given.orElseThrow(), limits()) : more;
    }

    /** The queries that are asked for: of a folder, and of what a server has recorded. */
    private Optional<QuerySet> queries(List<String> checks, Configuration configuration) {
        List<String> asking =
                Stream.of("queries", "performance").filter(checks::contains).toList();
        Optional<Path> folder = configuration
                .get(ConfigurationParameters.QUERIES)
                .filter(named -> queries != null || !asking.isEmpty())
                .map(Path::of);
        if (recorded == null && (!roles.isEmpty() || service != null)) {
            throw usage((roles.isEmpty() ? "--queries-service" : "--queries-roles")
                    + " is said of what a server has recorded: name it with --queries-from.");
        }
        if (folder.isEmpty() && recorded == null && !asking.isEmpty()) {
            throw usage("The check '" + asking.get(0)
                    + "' needs queries: name a folder with --queries, or a database that has recorded them with"
                    + " --queries-from.");
        }
        Optional<QuerySet> written = folder.map(QuerySet::read);
        if (recorded == null) {
            return written;
        }
        RecordedQueries source = RecordedQueries.of(new JdbcUrl(recorded)).by(roles.toArray(String[]::new));
        QuerySet found = (service == null ? source : source.as(service)).read();
        return Optional.of(written.map(queries -> queries.and(found)).orElse(found));
    }

    /** Before anything runs. */
    private void readTolerated(List<String> checks, Configuration configuration) {
        if (tolerated != null && !checks.contains("safety") && !checks.contains("traffic")) {
            throw usage("--tolerate-wait is for the checks safety and traffic: add one to --checks.");
        }
        try {
            ToleratedWait.configuredBy(configuration);
            ProductionVersion.configuredBy(configuration);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private PerformanceLimits limits() {
        if (within == null) {
            return PerformanceLimits.DEFAULT;
        }
        if (within <= 0) {
            throw usage("--within " + within + " is no time in which a query can run.");
        }
        return PerformanceLimits.within(TimeLimit.best(Duration.ofMillis(within)));
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
