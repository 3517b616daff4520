package io.schemaproof.assertions.coverage;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.ConfigurationParameters;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what the methods of a class assert, and judges after the last of them. */
final class CoverageExtension implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor, TestWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCoverage.class);
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(CoverageExtension.class);

    /** What belongs to the outermost class with the annotation. */
    private record OfClass(Class<?> owner, CoverageRecorder recorder, AtomicBoolean incomplete) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        // A nested class records into that of the class around it, whose store it sees.
        if (of(context).isEmpty() && !isMutated(context)) {
            OfClass mine = new OfClass(context.getRequiredTestClass(), new CoverageRecorder(), new AtomicBoolean());
            context.getStore(SPACE).put(OfClass.class, mine);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        OfClass all = of(context).orElse(null);
        if (all == null || all.owner != context.getRequiredTestClass()) {
            return;
        }
        SchemaCoverage wanted = AnnotationSupport.findAnnotation(all.owner, SchemaCoverage.class)
                .orElseThrow();
        Set<ObjectKind> kinds = EnumSet.noneOf(ObjectKind.class);
        kinds.addAll(wanted.kinds().length == 0 ? Countable.KINDS : List.of(wanted.kinds()));
        Coverage coverage = all.recorder.coverage(catalog(context, all.recorder), kinds);
        String title = "Schema coverage of " + all.owner.getSimpleName() + ": ";
        if (coverage.touches().isEmpty()) {
            throw new TestAbortedException(title + "there is no object to assert on, so nothing can be said.");
        }
        LOG.info("{}{}", title, coverage);
        context.publishReportEntry("schemaproof.coverage", coverage.toString());
        if (all.incomplete.get() || context.getExecutionException().isPresent()) {
            LOG.info("{}not judged, because not every test of the class has passed.", title);
        } else if (coverage.percent() < wanted.minimum()) {
            String least = String.format(Locale.ROOT, "at least %.1f %%", wanted.minimum());
            throw new AssertionFailedError(
                    title + coverage + "\n  expected: " + least, least, coverage.percent() + " %");
        }
    }

    /** The catalogue of the class's own database where something resolves one, else what was asserted on. */
    private static Catalog catalog(ExtensionContext context, CoverageRecorder recorder) {
        try {
            Method taken = CoverageExtension.class.getDeclaredMethod("taken", Catalog.class);
            Object catalog = context.getExecutableInvoker().invoke(taken);
            if (catalog instanceof Catalog found) {
                return found;
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (ParameterResolutionException nobodyResolvesOne) {
            LOG.debug("No catalogue from an extension; taking those asserted on", nobodyResolvesOne);
        }
        SortedMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        for (Schema schema : recorder.schemas()) {
            objects.putAll(schema.catalog().objects());
        }
        return new Catalog(objects, List.of("public"));
    }

    /** Called through JUnit, which resolves the parameter. */
    @SuppressWarnings("UnusedMethod") // by reflection
    static Catalog taken(Catalog catalog) {
        return catalog;
    }

    /** Whether the class runs against a mutant, where what it covers is of no interest. */
    private static boolean isMutated(ExtensionContext context) {
        return context.getConfigurationParameter(ConfigurationParameters.MUTATION)
                .isPresent();
    }

    private static Optional<OfClass> of(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(SPACE).get(OfClass.class, OfClass.class));
    }

    private static <T extends @Nullable Object> T recorded(Invocation<T> invocation, ExtensionContext context)
            throws Throwable {
        OfClass all = of(context).orElse(null);
        if (all == null) {
            return invocation.proceed();
        }
        return all.recorder.during(invocation::proceed);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        return recorded(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        incomplete(context);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        incomplete(context);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        incomplete(context);
    }

    private static void incomplete(ExtensionContext context) {
        of(context).ifPresent(all -> all.incomplete.set(true));
    }
}
