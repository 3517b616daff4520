package io.schemaproof.suites;

import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.Rules;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.verify.History;
import io.schemaproof.verify.drift.SchemaSource;
import io.schemaproof.verify.result.StartedTest;
import io.schemaproof.verify.upgrade.Upgrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * Suites that run on the migrations of one class of tests, and what they share.
 *
 * @since 0.1
 */
public final class SuiteRun implements AutoCloseable {

    /** The suites that judge by rules that a finding names. */
    private static final Set<Suite> BY_RULES =
            EnumSet.complementOf(EnumSet.of(Suite.UPGRADE, Suite.CONVENTIONS, Suite.DRIFT, Suite.CONTRACT_FILE));

    private final MigrationSetup setup;
    private final Suites.Choice choice;
    private final SharedVerifications verifications;
    private final MigratedSchema migrated;
    private final NarrowedSchemas schemas;

    SuiteRun(MigrationSetup setup, Suites.Choice choice) {
        this.setup = setup;
        this.choice = choice;
        Set<String> conventions = choice.rules.stream().map(Rule::id).collect(Collectors.toSet());
        choice.suites.forEach(suite -> choice.narrowing(suite).validate(conventions));
        this.verifications = new SharedVerifications(setup, choice);
        this.migrated = new MigratedSchema(setup);
        this.schemas = new NarrowedSchemas(setup.folder(), migrated);
    }

    /** What a report says of each of its tests. */
    public StartedTest started() {
        return StartedTest.on(setup.server());
    }

    /** A container for each suite, whose tests are made when it is run. */
    Stream<DynamicNode> containers() {
        return choice.suites.stream()
                .sorted()
                .map(suite -> DynamicContainer.dynamicContainer(
                        suite.title() + ": " + suite.proves(), Stream.of(suite).flatMap(this::tests)));
    }

    /**
     * Evaluate a suite and return its tests. Where it cannot be evaluated, one test says why, and fails; there is always at least one.
     *
     * @throws IllegalArgumentException if the suite was not chosen, so that nothing was checked for it
     */
    public Stream<DynamicNode> tests(Suite suite) {
        if (!choice.suites.contains(suite)) {
            throw new IllegalArgumentException("The suite " + suite.title() + " was not chosen.");
        }
        List<DynamicNode> tests;
        try {
            tests = evaluate(suite).toList();
        } catch (RuntimeException e) {
            return Stream.of(NamedTest.of("the suite can be run", () -> {
                throw e;
            }));
        }
        return tests.isEmpty()
                ? Stream.of(NotRun.because("something is checked", "there is nothing that this suite is about."))
                : tests.stream();
    }

    private Stream<DynamicNode> evaluate(Suite suite) {
        Narrowing narrowing = choice.narrowing(suite);
        if (BY_RULES.contains(suite) && !narrowing.leaves(suite)) {
            return Stream.of(NotRun.withoutRules(narrowing));
        }
        schemas.require(narrowing, suite);
        return switch (suite) {
            case HISTORY -> firstShard(() -> history(narrowing));
            case UPGRADE -> firstShard(() -> upgrade(narrowing));
            case CONVENTIONS -> firstShard(() -> conventions(narrowing));
            case DRIFT -> firstShard(() -> drift(narrowing));
            case CONTRACT_FILE -> firstShard(this::contractFile);
            case QUERY_COMPATIBILITY, PERFORMANCE ->
                verifications.queries().isPresent()
                        ? verifications.tests(suite)
                        : Stream.of(NotRun.because(
                                "queries of services",
                                "nobody says where the queries are. Name their folder with @Queries, or set "
                                        + ConfigurationParameters.QUERIES + "."));
            case DATA_PRESERVATION ->
                verifications.rows().isPresent()
                        ? verifications.tests(suite)
                        : Stream.of(NotRun.because(
                                "rows", "there are none. Set " + ConfigurationParameters.ROWS + ", or name a seed."));
            case IDEMPOTENCY -> idempotency();
            default -> verifications.tests(suite);
        };
    }

    private Stream<DynamicNode> firstShard(Supplier<Stream<DynamicNode>> tests) {
        return FirstShard.only(setup.configuration(), tests);
    }

    private Stream<DynamicNode> history(Narrowing narrowing) {
        History history = HistoryTests.history(setup, narrowing);
        history = choice.since.map(history::since).orElse(history);
        history = choice.historyRecorded ? history.recorded() : history;
        return HistoryTests.of(history, narrowing.findings(Suite.HISTORY));
    }

    private Stream<DynamicNode> upgrade(Narrowing narrowing) {
        Upgrade upgrade = UpgradeTests.upgrade(setup);
        for (StartingPoint start : choice.starts) {
            upgrade = upgrade.startingWith(start);
        }
        return UpgradeTests.of(UpgradeTests.narrowed(upgrade, setup, narrowing), UpgradeTests.told(setup, narrowing));
    }

    private Stream<DynamicNode> drift(Narrowing narrowing) {
        SchemaSource there = choice.against;
        return there == null
                ? Stream.of(NotRun.because(
                        "another schema",
                        "nobody says what the migrations are compared with. Name a dump, a folder or a database."))
                : DriftTests.of(DriftTests.narrowed(DriftTests.drift(setup, there), narrowing));
    }

    private Stream<DynamicNode> conventions(Narrowing narrowing) {
        List<Rule> rules = ConventionTests.narrowed(choice.rules, narrowing);
        if (rules.isEmpty()) {
            return Stream.of(NotRun.because("rules", "it is narrowed to other rules."));
        }
        // Before the first rule, so that migrations that cannot be applied fail one test and not one for each rule.
        migrated.get();
        return ConventionTests.of(frozen(rules), migrated);
    }

    private List<Rule> frozen(Collection<? extends Rule> rules) {
        List<Rule> frozen = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<Path> folder = choice.frozen;
            frozen.add(folder.isPresent() ? Rules.freeze(rule).in(folder.get()) : rule);
        }
        return frozen;
    }

    private Stream<DynamicNode> contractFile() {
        Optional<Path> file = choice.contractFile;
        return file.isEmpty()
                ? Stream.of(NotRun.because("a contract file", "nobody names one. './schemaproof describe' writes it."))
                : ContractFileTests.of(file.get(), migrated.get());
    }

    private Stream<DynamicNode> idempotency() {
        Stream<DynamicNode> tests = verifications.tests(Suite.IDEMPOTENCY);
        return verifications.idempotencyIsAsked()
                ? tests
                : Stream.concat(
                        tests,
                        Stream.of(NotRun.because(
                                "second runs",
                                "nobody says what a second run must do. Set " + ConfigurationParameters.IDEMPOTENCY
                                        + " to required or forbidden.")));
    }

    /** Give back what the suites have shared. */
    @Override
    public void close() {
        migrated.close();
    }
}
