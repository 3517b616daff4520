package io.schemaproof.assertions.mutation;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseTemplate;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a class or a method again against mutants, once its own run is over. */
final class MutationExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMutation.class);
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(MutationExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        // A nested class runs with the class around it, whose store it sees.
        if (owner(context).isEmpty()) {
            context.getStore(SPACE).put(Class.class, context.getRequiredTestClass());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        if (!isNested(context)
                && owner(context).filter(type::equals).isPresent()
                && context.getExecutionException().isEmpty()) {
            AnnotationSupport.findAnnotation(type, SchemaMutation.class).ifPresent(wanted -> {
                around(type).forEach(outer -> refuseSharedState(type.getSimpleName(), outer));
                mutate(context, wanted, type.getSimpleName(), selector(type));
            });
        }
    }

    /** What belongs to a class whose own run is not yet over must not be made and closed again by another run. */
    private static void refuseSharedState(String name, Class<?> running) {
        List<Class<?>> all = new ArrayList<>(around(running));
        all.add(running);
        for (Class<?> type : all) {
            for (Class<? extends Annotation> shared : List.of(BeforeAll.class, AfterAll.class)) {
                if (!AnnotationSupport.findAnnotatedMethods(type, shared, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty()) {
                    throw new ExtensionConfigurationException("Schema mutation of " + name + ": " + type.getSimpleName()
                            + " has a method with @" + shared.getSimpleName()
                            + ", which would run again while the class"
                            + " is still running. Put @SchemaMutation on that class instead.");
                }
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        Optional<SchemaMutation> wanted = AnnotationSupport.findAnnotation(method, SchemaMutation.class);
        if (wanted.isEmpty()
                || isNested(context)
                || context.getExecutionException().isPresent()) {
            return;
        }
        // Once, however many invocations a repeated or parameterized test has.
        ExtensionContext ofClass = context.getParent()
                .filter(parent -> parent.getTestMethod().isPresent())
                .orElse(context);
        if (ofClass.getStore(SPACE).get(method) == null) {
            ofClass.getStore(SPACE).put(method, true);
            Class<?> type = context.getRequiredTestClass();
            String name = type.getSimpleName() + "." + method.getName();
            refuseSharedState(name, type);
            mutate(context, wanted.get(), name, selector(type, method));
        }
    }

    private static void mutate(
            ExtensionContext context, SchemaMutation wanted, String name, DiscoverySelector selector) {
        String title = "Schema mutation of " + name + ": ";
        MutationReport report;
        try {
            report = report(context, wanted, title, selector);
        } catch (NoClassDefFoundError e) {
            throw new ExtensionConfigurationException(
                    title + "add org.junit.platform:junit-platform-launcher to the test class path.", e);
        }
        LOG.info("{}{}", title, report);
        context.publishReportEntry("schemaproof.mutation", report.toString());
        if (report.judged() == 0) {
            throw new TestAbortedException(title + report);
        }
        if (report.percentKilled() < wanted.minimumKilled()) {
            throw new AssertionFailedError(
                    title + report,
                    "at least " + wanted.minimumKilled() + " % killed",
                    report.percentKilled() + " % killed");
        }
        if (!report.of(MutantResult.Outcome.NOT_JUDGED).isEmpty() && wanted.minimumKilled() > 0) {
            throw new TestAbortedException(title + "some mutants could not be judged. " + report);
        }
    }

    private static MutationReport report(
            ExtensionContext context, SchemaMutation wanted, String title, DiscoverySelector selector) {
        SchemaMutations mutations = SchemaMutations.of(template(context)).maximum(wanted.maximum());
        List<MutationKind> kinds = List.of(wanted.kinds());
        if (!kinds.isEmpty()) {
            mutations.kinds(kinds.get(0), kinds.toArray(new MutationKind[0]));
        }
        Map<String, String> parameters = Stream.of(ConfigurationParameters.keys())
                .flatMap(keys -> keys.stream())
                .filter(key -> context.getConfigurationParameter(key).isPresent())
                .collect(Collectors.toMap(
                        key -> key,
                        key -> context.getConfigurationParameter(key).orElseThrow()));
        NestedRun unmutated = NestedRun.of(selector, NestedRun.NO_CHANGE, parameters);
        if (!unmutated.failures().isEmpty() || unmutated.passed() == 0) {
            String why = unmutated.failures().stream()
                    .map(failed -> failed.test() + ": " + NestedRun.firstLine(failed.cause()))
                    .collect(Collectors.joining("; "));
            throw new TestAbortedException(title + "not mutated, because "
                    + (why.isEmpty() ? "no test passes" : "tests fail without a mutation: " + why));
        }
        return mutations.examine((mutant, clone, application) ->
                NestedRun.of(selector, application.sql(), parameters).judge(mutant, unmutated));
    }

    private static DatabaseTemplate template(ExtensionContext context) {
        try {
            Method taken = MutationExtension.class.getDeclaredMethod("taken", DatabaseTemplate.class);
            if (context.getExecutableInvoker().invoke(taken) instanceof DatabaseTemplate template) {
                return template;
            }
            throw new IllegalStateException("JUnit gave no template");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (ParameterResolutionException e) {
            throw new ExtensionConfigurationException(
                    "@SchemaMutation mutates what @SchemaTest gives: " + e.getMessage(), e);
        }
    }

    /** Called through JUnit, which resolves the parameter. */
    @SuppressWarnings("UnusedMethod") // by reflection
    static DatabaseTemplate taken(DatabaseTemplate template) {
        return template;
    }

    private static Optional<Class<?>> owner(ExtensionContext context) {
        return Optional.ofNullable((Class<?>) context.getStore(SPACE).get(Class.class));
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getConfigurationParameter(ConfigurationParameters.MUTATION)
                .isPresent();
    }

    private static DiscoverySelector selector(Class<?> type) {
        List<Class<?>> around = around(type);
        return around.isEmpty()
                ? DiscoverySelectors.selectClass(type)
                : DiscoverySelectors.selectNestedClass(around, type);
    }

    private static DiscoverySelector selector(Class<?> type, Method method) {
        List<Class<?>> around = around(type);
        return around.isEmpty()
                ? DiscoverySelectors.selectMethod(type, method)
                : DiscoverySelectors.selectNestedMethod(around, type, method);
    }

    /** The classes around a nested one, outermost first; a static class stands alone. */
    private static List<Class<?>> around(Class<?> type) {
        List<Class<?>> around = new ArrayList<>();
        Class<?> inner = type;
        while (inner.getEnclosingClass() != null && !Modifier.isStatic(inner.getModifiers())) {
            inner = inner.getEnclosingClass();
            around.add(0, inner);
        }
        return Collections.unmodifiableList(around);
    }
}
