package io.schemaproof.suites;

import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.SchemaRules;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import io.schemaproof.verify.drift.SchemaSource;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads which suites a class asks for by its annotations. They may stand on its superclasses and interfaces, and on annotations of one's own. */
final class AnnotatedSuites {

    /** In the order of {@link Suite}. */
    private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(
            VerifyHistory.class,
            VerifyUpgrade.class,
            VerifyRoundTrip.class,
            VerifyDataPreservation.class,
            VerifyIdempotency.class,
            VerifyPartialFailure.class,
            VerifyDeterminism.class,
            VerifySafety.class,
            VerifyTraffic.class,
            VerifyQueryCompatibility.class,
            VerifyPerformance.class,
            VerifyConventions.class,
            VerifyDrift.class,
            VerifyContractFile.class);

    /** The contracts of one suite that {@link Only} on the class narrows. */
    private static final List<Class<?>> NARROWED = List.of(
            HistoryContract.class,
            UpgradeContract.class,
            RoundTripContract.class,
            DataPreservationContract.class,
            IdempotencyContract.class,
            PartialFailureContract.class,
            DeterminismContract.class,
            SafetyContract.class,
            TrafficContract.class,
            QueryCompatibilityContract.class,
            PerformanceContract.class,
            ConventionsContract.class,
            DriftContract.class);

    private final Class<?> testClass;

    AnnotatedSuites(Class<?> testClass) {
        this.testClass = testClass;
    }

    /** The suites that annotations ask for by name. */
    static List<Suite> asked(Class<?> testClass) {
        return ANNOTATIONS.stream()
                .filter(type -> AnnotationSupport.isAnnotated(testClass, type))
                .map(AnnotatedSuites::suite)
                .toList();
    }

    /** The annotations that choose suites, or narrow none, where nobody reads the choice; as they are written. */
    static List<String> inVain(Class<?> testClass) {
        boolean narrowed = NARROWED.stream().anyMatch(contract -> contract.isAssignableFrom(testClass));
        return Stream.concat(ANNOTATIONS.stream(), narrowed ? Stream.empty() : Stream.of(Only.class))
                .filter(type -> AnnotationSupport.isAnnotated(testClass, type))
                .map(type -> "@" + type.getSimpleName())
                .toList();
    }

    /**
     * What {@link Only} on the class of a contract of one suite says.
     *
     * @throws IllegalArgumentException if it names a rule that there is not
     */
    static Narrowing narrowing(Object contract) {
        Narrowing narrowing = narrowing(contract.getClass());
        List<? extends Rule> conventions =
                contract instanceof ConventionsContract own ? own.conventions() : SchemaRules.all();
        narrowing.validate(conventions.stream().map(Rule::id).toList());
        return narrowing;
    }

    private static Narrowing narrowing(Class<?> testClass) {
        return AnnotationSupport.findAnnotation(testClass, Only.class)
                .map(AnnotatedSuites::narrowing)
                .orElse(Narrowing.NONE);
    }

    private static Suite suite(Class<? extends Annotation> type) {
        return Objects.requireNonNull(type.getAnnotation(AsksFor.class)).value();
    }

    Suites suites() {
        List<Suite> asked = asked(testClass);
        Suites suites = asked.isEmpty()
                ? Suites.usual()
                : Suites.usual()
                        .only(asked.get(0), asked.subList(1, asked.size()).toArray(Suite[]::new));
        suites = suites.narrowed(narrowing(testClass));
        Optional<Path> queries = ServiceQueries.folder(testClass, Configuration.of(Map.of()));
        if (queries.isPresent()) {
            suites = suites.queries(queries.get());
        }
        for (Class<? extends Annotation> type : ANNOTATIONS) {
            Optional<? extends Annotation> found = find(type);
            if (found.isPresent()) {
                suites = given(narrowed(suites, type, found.get()), found.get());
            }
        }
        return suites;
    }

    private <A extends Annotation> Optional<A> find(Class<A> type) {
        return AnnotationSupport.findAnnotation(testClass, type);
    }

    /** An empty {@link Only} narrows nothing, and so leaves that of the class in force. */
    private static Suites narrowed(Suites suites, Class<? extends Annotation> type, Annotation annotation) {
        Narrowing narrowing = narrowing(only(annotation));
        return narrowing.equals(Narrowing.NONE) ? suites : suites.narrowed(suite(type), narrowing);
    }

    private static Only only(Annotation annotation) {
        try {
            return (Only) annotation.annotationType().getMethod("value").invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(annotation.annotationType() + " has no @Only", e);
        }
    }

    private static Narrowing narrowing(Only only) {
        return new Narrowing(
                text(only.from()),
                text(only.to()),
                Arrays.asList(only.schemas()),
                Arrays.asList(only.ignoring()),
                Arrays.asList(only.rules()),
                Arrays.asList(only.withoutRules()));
    }

    private static Suites given(Suites suites, Annotation annotation) {
        if (annotation instanceof VerifyHistory history) {
            return given(suites, history);
        }
        if (annotation instanceof VerifyUpgrade upgrade) {
            Suites more = suites;
            for (String start : upgrade.starts()) {
                more = more.startingWith(StartingPoint.of(Path.of(start)));
            }
            return more;
        }
        if (annotation instanceof VerifyIdempotency idempotency) {
            return suites.idempotency(idempotency.policy());
        }
        if (annotation instanceof VerifyPerformance performance) {
            return suites.performance(limits(performance));
        }
        if (annotation instanceof VerifyConventions conventions) {
            Suites judged = suites.conventions(conventions.all() ? SchemaRules.all() : SchemaRules.faults());
            return text(conventions.frozenIn())
                    .map(folder -> judged.frozenIn(Path.of(folder)))
                    .orElse(judged);
        }
        if (annotation instanceof VerifyDrift drift) {
            return suites.against(source(drift.against()));
        }
        if (annotation instanceof VerifyContractFile contract) {
            return suites.contractFile(Path.of(contract.file()));
        }
        return suites;
    }

    private static Suites given(Suites suites, VerifyHistory history) {
        Suites since = text(history.since()).map(suites::since).orElse(suites);
        return history.recorded() ? since.historyRecorded() : since;
    }

    private static PerformanceLimits limits(VerifyPerformance performance) {
        return new PerformanceLimits(
                Optional.of(performance.millis())
                        .filter(millis -> millis > 0)
                        .map(millis -> TimeLimit.best(Duration.ofMillis(millis))),
                performance.pages() > 0 ? OptionalLong.of(performance.pages()) : OptionalLong.empty(),
                performance.byIndex(),
                performance.rows());
    }

    private static SchemaSource source(String against) {
        if (JdbcUrl.isOne(against)) {
            return SchemaSource.of(new JdbcUrl(against));
        }
        Path path = Path.of(against);
        return Files.isDirectory(path)
                ? SchemaSource.of(MigrationReader.read(path))
                : SchemaSource.of(StartingPoint.of(path));
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }
}
