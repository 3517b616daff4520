package io.schemaproof.suites;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.history.NothingToCheckException;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.RoundTripRule;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The verifications of suites that rest on a round trip: one for all that look at the same versions. */
final class SharedVerifications {

    private static final Set<Suite> VERIFIED = EnumSet.of(
            Suite.ROUND_TRIP,
            Suite.DATA_PRESERVATION,
            Suite.IDEMPOTENCY,
            Suite.PARTIAL_FAILURE,
            Suite.DETERMINISM,
            Suite.SAFETY,
            Suite.TRAFFIC,
            Suite.QUERY_COMPATIBILITY,
            Suite.PERFORMANCE);

    private final MigrationSetup setup;
    private final Suites.Choice choice;
    private final Map<Versions, Outcome> outcomes = new HashMap<>();

    SharedVerifications(MigrationSetup setup, Suites.Choice choice) {
        this.setup = setup;
        this.choice = choice;
    }

    private record Versions(Optional<String> from, Optional<String> to) {

        static Versions of(Narrowing narrowing) {
            return new Versions(narrowing.from(), narrowing.to());
        }
    }

    /** What came out; a verification that cannot be made is not tried again for the next suite, and its reason is told once. */
    private static final class Outcome {
        private final Optional<Verification> verification;
        private final Optional<RuntimeException> failure;
        private boolean told;
        private boolean upsTold;

        private Outcome(Optional<Verification> verification, Optional<RuntimeException> failure) {
            this.verification = verification;
            this.failure = failure;
        }

        static Outcome of(Supplier<RoundTrip> roundTrip) {
            try {
                return new Outcome(Optional.of(roundTrip.get().evaluate()), Optional.empty());
            } catch (RuntimeException e) {
                return new Outcome(Optional.empty(), Optional.of(e));
            }
        }

        Verification get() {
            if (failure.isPresent() && told) {
                throw new NothingToCheckException("the migrations cannot be verified; the first suite says why.");
            }
            told = true;
            return verification.orElseThrow(failure::orElseThrow);
        }

        /** Whether this is the first suite, which tells of ups that fail unless the round trip does. */
        boolean tellsUps() {
            boolean first = !upsTold;
            upsTold = true;
            return first;
        }
    }

    /** The tests of a suite. */
    Stream<DynamicNode> tests(Suite suite) {
        Narrowing narrowing = choice.narrowing(suite);
        Predicate<Finding> kept = narrowing.findings(suite);
        Versions versions = Versions.of(narrowing);
        Outcome outcome = outcomes.computeIfAbsent(versions, this::outcome);
        Verification verification;
        try {
            verification = outcome.get();
        } catch (NothingToCheckException e) {
            return Stream.of(NotRun.because("nothing is left to check", String.valueOf(e.getMessage())));
        }
        CheckEvents events = CheckEvents.of(verification);
        VerifiedTests tests = tests(suite, idempotencyIsAsked());
        boolean tellsUps = outcome.tellsUps() && !suites(versions).contains(Suite.ROUND_TRIP);
        Predicate<Finding> told =
                suites(versions).contains(Suite.DATA_PRESERVATION) ? RowTests::isAboutRows : finding -> false;
        return verification.migrations().stream()
                .flatMap(result -> Stream.<DynamicNode>concat(
                        tests.of(events, ResultPart.narrowed(ResultPart.of(result, own(suite)), kept)),
                        tellsUps ? FailedUp.of(result, told) : Stream.empty()));
    }

    /** The findings by which the tests of a suite tell whether a script has run. */
    private static Predicate<Finding> own(Suite suite) {
        return switch (suite) {
            case ROUND_TRIP -> finding -> RoundTripRule.of(finding.rule()).isPresent();
            case DATA_PRESERVATION ->
                finding -> RoundTripRule.of(finding.rule()).isPresent()
                        || DataRule.of(finding.rule()).isPresent();
            default -> finding -> true;
        };
    }

    private static VerifiedTests tests(Suite suite, boolean idempotencyIsAsked) {
        return switch (suite) {
            case ROUND_TRIP -> (events, result) -> Stream.of(new RoundTripNodes(events, false).of(result));
            case DATA_PRESERVATION -> (events, result) -> new RowTests(events).of(result);
            case SAFETY -> SafetyTests::of;
            case IDEMPOTENCY ->
                (events, result) -> idempotencyIsAsked || isAboutSecondRuns(result)
                        ? Stream.of(new PolicyTests(events).of("idempotency", result))
                        : Stream.empty();
            case DETERMINISM -> VerifiedTests.ofStrictCheck("determinism");
            case PARTIAL_FAILURE -> VerifiedTests.ofCheck("partial");
            case TRAFFIC -> VerifiedTests.ofCheck("traffic");
            case QUERY_COMPATIBILITY -> VerifiedTests.ofCheck("queries");
            case PERFORMANCE -> VerifiedTests.ofCheck("performance");
            default -> throw new IllegalArgumentException(suite + " rests on no verification.");
        };
    }

    /** Repeatable migrations are applied twice under every policy, and those whose comment asks for it. */
    private static boolean isAboutSecondRuns(MigrationResult result) {
        return result.migration().repeatable()
                || !PolicyRule.findings("idempotency", result.findings()).isEmpty();
    }

    /** The suites that share a verification. */
    private Set<Suite> suites(Versions versions) {
        return choice.suites.stream()
                .filter(suite -> VERIFIED.contains(suite)
                        && Versions.of(choice.narrowing(suite)).equals(versions))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Suite.class)));
    }

    private Outcome outcome(Versions versions) {
        return Outcome.of(() -> roundTrip(versions));
    }

    private RoundTrip roundTrip(Versions versions) {
        Set<Suite> suites = suites(versions);
        RoundTrip roundTrip = VerifiedTests.roundTrip(setup);
        roundTrip = versions.from().map(roundTrip::from).orElse(roundTrip);
        roundTrip = versions.to().map(roundTrip::to).orElse(roundTrip);
        Optional<RowSource> rows = rows();
        if (rows.isPresent()) {
            roundTrip = suites.contains(Suite.DATA_PRESERVATION)
                    ? roundTrip.withRows(rows.get())
                    : roundTrip.onRows(rows.get());
        }
        if (suites.contains(Suite.IDEMPOTENCY)) {
            roundTrip = roundTrip.withIdempotency(policy());
        }
        if (suites.contains(Suite.PARTIAL_FAILURE)) {
            roundTrip = roundTrip.withPartialFailure();
        }
        if (suites.contains(Suite.DETERMINISM)) {
            roundTrip = roundTrip.withDeterminism();
        }
        if (suites.contains(Suite.SAFETY)) {
            RoundTrip safe = roundTrip.withSafety();
            roundTrip = ProductionSizes.configuredBy(setup.configuration())
                    .map(safe::withSizes)
                    .orElse(safe);
        }
        if (suites.contains(Suite.TRAFFIC)) {
            roundTrip = roundTrip.withTraffic();
        }
        Optional<QuerySet> queries = queries().map(QuerySet::read);
        if (suites.contains(Suite.QUERY_COMPATIBILITY) && queries.isPresent()) {
            roundTrip = roundTrip.withQueries(queries.get());
        }
        if (suites.contains(Suite.PERFORMANCE) && queries.isPresent()) {
            roundTrip = roundTrip.withPerformance(queries.get(), choice.performance);
        }
        return choice.roundTrip.apply(roundTrip);
    }

    private IdempotencyPolicy policy() {
        return choice.idempotency.orElseGet(() -> IdempotencyPolicy.from(setup.configuration()));
    }

    /** Whether somebody says what a second run must do. */
    boolean idempotencyIsAsked() {
        return policy() != IdempotencyPolicy.OFF;
    }

    /** The rows that migrations meet. */
    Optional<RowSource> rows() {
        return VerifiedTests.rows(setup);
    }

    /** The folder with the queries of services. */
    Optional<Path> queries() {
        return choice.queries.or(
                () -> setup.configuration().get(ConfigurationParameters.QUERIES).map(Path::of));
    }
}
