package io.schemaproof.suites;

import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.history.NothingToCheckException;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.shard.Sharding;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The shape of all suites that rest on a round trip: it is evaluated once, and the result of each migration becomes tests. */
@FunctionalInterface
interface VerifiedTests {

    /** Make the tests of one migration. */
    Stream<? extends DynamicNode> of(CheckEvents events, MigrationResult result);

    /** The test of a check that is asked for by name, which an error fails. */
    static VerifiedTests ofCheck(String check) {
        return (events, result) -> Stream.of(new PolicyTests(events).of(check, result));
    }

    /** The same, which a warning fails too. */
    static VerifiedTests ofStrictCheck(String check) {
        return (events, result) -> Stream.of(new PolicyTests(events).strict(check, result));
    }

    /** Evaluate, and make the tests of all migrations; an up that fails is told even where a suite looks for something else. */
    static Stream<DynamicNode> of(
            Object contract, Suite suite, MigrationSetup setup, RoundTrip roundTrip, VerifiedTests tests) {
        return telling(contract, suite, setup, roundTrip, FailedUp.toldBy(tests, finding -> false));
    }

    /**
     * Evaluate, and make the tests of all migrations, which themselves tell of an up that fails.
     *
     * @param contract an object of the class, which {@link Only} may narrow
     */
    static Stream<DynamicNode> telling(
            Object contract, Suite suite, MigrationSetup setup, RoundTrip roundTrip, VerifiedTests tests) {
        Narrowing narrowing = AnnotatedSuites.narrowing(contract);
        if (!narrowing.leaves(suite)) {
            return Stream.of(NotRun.withoutRules(narrowing));
        }
        try (MigratedSchema migrated = new MigratedSchema(setup)) {
            new NarrowedSchemas(setup.folder(), migrated).require(narrowing, suite);
        }
        Predicate<Finding> kept = narrowing.findings(suite);
        try {
            Verification verification = roundTrip.evaluate();
            CheckEvents events = CheckEvents.of(verification);
            return verification.migrations().stream()
                    .flatMap(result -> tests.of(events, ResultPart.narrowed(result, kept)));
        } catch (NothingToCheckException e) {
            return Stream.of(NotRun.because("nothing is left to check", String.valueOf(e.getMessage())));
        }
    }

    /** The same of the versions to which {@link Only} narrows a contract. */
    static RoundTrip roundTrip(Object contract, MigrationSetup setup) {
        Narrowing narrowing = AnnotatedSuites.narrowing(contract);
        RoundTrip roundTrip = roundTrip(setup);
        roundTrip = narrowing.from().map(roundTrip::from).orElse(roundTrip);
        return narrowing.to().map(roundTrip::to).orElse(roundTrip);
    }

    /** The round trip of what a class of tests says of its migrations, without a further check. */
    static RoundTrip roundTrip(MigrationSetup setup) {
        RoundTrip whole = wholeRoundTrip(setup);
        return Sharding.configuredBy(setup.configuration()).map(whole::inShard).orElse(whole);
    }

    private static RoundTrip wholeRoundTrip(MigrationSetup setup) {
        RoundTrip roundTrip = RoundTrip.of(setup.folder()).on(setup.server()).configuredBy(setup.configuration());
        if (setup.before().isPresent()) {
            roundTrip = roundTrip.before(setup.before().get());
        }
        if (setup.start().isPresent()) {
            roundTrip = roundTrip.startingWith(setup.start().get());
            if (!Beginning.isRecorded(setup.folder())) {
                // As for the databases of tests: where no table says what the dump holds, all are applied to it.
                roundTrip = roundTrip.from(setup.folder().migrations().get(0).version());
            }
        }
        return roundTrip;
    }

    /** The same whose migrations meet rows: on empty tables what changes each row a second time would pass. */
    static RoundTrip onRows(Object contract, MigrationSetup setup) {
        RoundTrip roundTrip = roundTrip(contract, setup);
        return rows(setup).map(roundTrip::onRows).orElse(roundTrip);
    }

    /** The rows that migrations meet: those of the class, and generated ones in what remains, but not where it begins with a dump's. */
    static Optional<RowSource> rows(MigrationSetup setup) {
        GeneratedRowSource generated = GeneratedRowSource.configuredBy(setup.configuration());
        boolean generates = generated.rows() > 0 && setup.start().isEmpty();
        if (setup.seed().isPresent()) {
            return Optional.of(
                    generates
                            ? setup.seed().get().then(generated)
                            : setup.seed().get());
        }
        if (setup.start().isPresent()) {
            return Optional.of(RowSource.NONE);
        }
        return generates ? Optional.of(generated) : Optional.empty();
    }
}
