package io.schemaproof.suites;

import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.SchemaRules;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import io.schemaproof.verify.drift.SchemaSource;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Say which suites are run together, how each is narrowed, and what they are given. Immutable: each method returns another choice.
 *
 * <pre>{@code
 * Suites suites = Suites.usual().without(Suite.DRIFT).narrowed(Suite.SAFETY, Narrowing.NONE.from("7"));
 * }</pre>
 *
 * <p>Suites that are narrowed to the same versions share one verification, so that all of them take little longer than the dearest. What a
 * suite lacks, such as the queries of services, is told by a test that is skipped.
 *
 * @since 0.1
 */
public final class Suites {

    /** What is chosen; only ever changed before somebody else sees it. */
    static final class Choice {
        Set<Suite> suites = EnumSet.copyOf(Suite.usual());
        Narrowing narrowing = Narrowing.NONE;
        Map<Suite, Narrowing> narrowings = new EnumMap<>(Suite.class);
        Optional<IdempotencyPolicy> idempotency = Optional.empty();
        Optional<Path> queries = Optional.empty();
        PerformanceLimits performance = PerformanceLimits.DEFAULT;
        Optional<String> since = Optional.empty();
        boolean historyRecorded;
        List<StartingPoint> starts = List.of();
        List<? extends Rule> rules = SchemaRules.faults();
        Optional<Path> frozen = Optional.empty();

        @Nullable
        SchemaSource against;

        Optional<Path> contractFile = Optional.empty();
        UnaryOperator<RoundTrip> roundTrip = UnaryOperator.identity();

        Choice() {}

        private Choice(Choice other) {
            suites = other.suites;
            narrowing = other.narrowing;
            narrowings = other.narrowings;
            idempotency = other.idempotency;
            queries = other.queries;
            performance = other.performance;
            since = other.since;
            historyRecorded = other.historyRecorded;
            starts = other.starts;
            rules = other.rules;
            frozen = other.frozen;
            against = other.against;
            contractFile = other.contractFile;
            roundTrip = other.roundTrip;
        }

        /** What a suite looks at. */
        Narrowing narrowing(Suite suite) {
            return narrowings.getOrDefault(suite, narrowing);
        }
    }

    private final Choice choice;

    private Suites(Choice choice) {
        this.choice = choice;
    }

    /** Begin with {@link Suite#usual()}. */
    public static Suites usual() {
        return new Suites(new Choice());
    }

    /**
     * Begin with what the annotations of a class ask for: {@link VerifyRoundTrip} and its like, and {@link Only}. A class without any asks for
     * {@link Suite#usual()}.
     */
    public static Suites of(Class<?> testClass) {
        return new AnnotatedSuites(testClass).suites();
    }

    /** Which suites the annotations of a class ask for; nothing that they name is read. */
    public static List<Suite> askedBy(Class<?> testClass) {
        List<Suite> asked = AnnotatedSuites.asked(testClass);
        return asked.isEmpty() ? List.copyOf(Suite.usual()) : asked;
    }

    /**
     * Which annotations of a class choose or narrow suites though nobody reads them there, as they are written: {@link SelectMigrations} does, and
     * {@link MigrationSuite}; the contract of one suite reads {@link Only} alone.
     */
    public static List<String> askedInVain(Class<?> testClass) {
        return AnnotationSupport.isAnnotated(testClass, SelectMigrations.class)
                        || MigrationSuite.class.isAssignableFrom(testClass)
                ? List.of()
                : AnnotatedSuites.inVain(testClass);
    }

    private Suites with(Consumer<Choice> change) {
        Choice other = new Choice(choice);
        change.accept(other);
        return new Suites(other);
    }

    /** Run these suites alone. */
    public Suites only(Suite first, Suite... more) {
        Set<Suite> chosen = EnumSet.of(first, more);
        return with(other -> other.suites = chosen);
    }

    /** Run these suites too. */
    public Suites and(Suite... more) {
        Set<Suite> chosen = EnumSet.copyOf(choice.suites);
        chosen.addAll(Arrays.asList(more));
        return with(other -> other.suites = chosen);
    }

    /** Do not run these suites. */
    public Suites without(Suite... fewer) {
        Set<Suite> chosen = EnumSet.copyOf(choice.suites);
        chosen.removeAll(Arrays.asList(fewer));
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No suite is left to run.");
        }
        return with(other -> other.suites = chosen);
    }

    /** Narrow all suites that are not narrowed themselves. */
    public Suites narrowed(Narrowing narrowing) {
        return with(other -> other.narrowing = narrowing);
    }

    /** Narrow one suite. */
    public Suites narrowed(Suite suite, Narrowing narrowing) {
        Map<Suite, Narrowing> narrowings = new EnumMap<>(Suite.class);
        narrowings.putAll(choice.narrowings);
        narrowings.put(suite, narrowing);
        return with(other -> other.narrowings = narrowings);
    }

    /** Say what a second run must do; without it the configuration does, and where nobody says anything the suite is not run. */
    public Suites idempotency(IdempotencyPolicy policy) {
        return with(other -> other.idempotency = Optional.of(policy));
    }

    /** Name the folder with the queries of the services that run. */
    public Suites queries(Path folder) {
        return with(other -> other.queries = Optional.of(folder));
    }

    /** Say what a query may cost. */
    public Suites performance(PerformanceLimits limits) {
        return with(other -> other.performance = limits);
    }

    /** Say which revision of git holds what may be applied elsewhere. */
    public Suites since(String revision) {
        return with(other -> other.since = Optional.of(revision));
    }

    /** Demand that {@code schemaproof.lock} is there and holds every migration. */
    public Suites historyRecorded() {
        return with(other -> other.historyRecorded = true);
    }

    /** Upgrade from this dump too. */
    public Suites startingWith(StartingPoint start) {
        List<StartingPoint> starts = new ArrayList<>(choice.starts);
        starts.add(start);
        return with(other -> other.starts = List.copyOf(starts));
    }

    /** Say which rules are the conventions; by default {@link SchemaRules#faults()}. */
    public Suites conventions(List<? extends Rule> rules) {
        return with(other -> other.rules = List.copyOf(rules));
    }

    /** Freeze each convention: what violates it today is kept in a file of this folder, and passes. */
    public Suites frozenIn(Path folder) {
        return with(other -> other.frozen = Optional.of(folder));
    }

    /** Say what the migrated schema is compared with. */
    public Suites against(SchemaSource there) {
        return with(other -> other.against = there);
    }

    /** Name the contract that the migrated schema must match. */
    public Suites contractFile(Path file) {
        return with(other -> other.contractFile = Optional.of(file));
    }

    /** Adapt the verification that suites share: more rows, or what else it can be given. Versions are narrowed by {@link #narrowed}. */
    public Suites roundTrip(UnaryOperator<RoundTrip> adapted) {
        return with(other -> other.roundTrip = adapted);
    }

    /** The suites that are chosen, in order. */
    public List<Suite> chosen() {
        return List.copyOf(EnumSet.copyOf(choice.suites));
    }

    /** Run the suites on migrations. Nothing is evaluated before a suite's tests are asked for; to be closed when all have run. */
    public SuiteRun on(MigrationSetup setup) {
        return new SuiteRun(setup, choice);
    }
}
