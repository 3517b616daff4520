package io.schemaproof.junit;

import io.schemaproof.backup.BackupException;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.verify.result.AssertedEvidence;
import io.schemaproof.verify.result.AssertionListeners;
import io.schemaproof.verify.result.LostServer;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.opentest4j.TestAbortedException;

/**
 * Resolve the parameters of tests that stand under {@link SchemaTest}:
 *
 * <ul>
 *   <li>{@link io.schemaproof.catalog.Schema} and {@link io.schemaproof.catalog.Catalog}: what the database holds at this
 *       moment;
 *   <li>{@link io.schemaproof.database.TestDatabase}, {@link javax.sql.DataSource}, {@link java.sql.Connection} and
 *       {@link org.jooq.DSLContext}: ways to speak to it, the last two through one connection, which is closed after the
 *       test;
 *   <li>{@link io.schemaproof.database.DatabaseTemplate}: what the databases of all tests are cloned from;
 *   <li>{@link io.schemaproof.migration.MigrationFolder}, {@link MigrationSetup}, {@link
 *       io.schemaproof.database.ServerRequest}, {@link io.schemaproof.configuration.Configuration} and {@link
 *       io.schemaproof.database.DatabaseServer}, for which no migration is run.
 * </ul>
 *
 * <p>A test, with its constructor and its {@link BeforeEach} and {@link AfterEach} methods, has a database of its own. What
 * belongs to the class, which is {@code @BeforeAll}, {@code @AfterAll} and the constructor of a class with one instance for
 * all tests, has another one, which lives as long as the class. Safe under parallel execution.
 *
 * <p>Usable without the annotation, with {@code @ExtendWith(SchemaExtension.class)}; then everything comes from the parameters
 * of {@link ConfigurationParameters}.
 *
 * @since 0.1
 */
public final class SchemaExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                InvocationInterceptor,
                TestExecutionExceptionHandler {

    /** Called by JUnit. */
    public SchemaExtension() {}

    /** Warn of parameters that do not exist. */
    @Override
    public void beforeAll(ExtensionContext context) {
        ParameterCheck.warn();
    }

    /**
     * Apply the migrations if the test needs them.
     *
     * @throws MigrationException if they cannot be read or applied
     * @throws DatabaseException if there is no server
     * @throws TestAbortedException if another test of the class has said so already
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (needsDatabase(context)) {
            try {
                TestScope.of(context).template();
            } catch (RuntimeException e) {
                TestStart.tellUnprepared(context);
                throw e;
            }
        }
    }

    /** Tell reports that the test begins. */
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        TestStart.tell(context, Optional.empty());
        invocation.proceed();
    }

    /** Tell reports for which values the test begins. */
    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        TestStart.tell(context, Optional.of(method));
        invocation.proceed();
    }

    /** Tell reports that the test begins. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        TestStart.tell(context, Optional.empty());
        invocation.proceed();
    }

    /** Tell reports what the server logged, where a test ends because it has no session any more. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (LostServer.isMeantBy(thrown)) {
            AssertionListeners.tell(() -> new AssertedEvidence(
                    "the server",
                    AssertedEvidence.Outcome.UNDECIDED,
                    String.valueOf(thrown.getMessage()),
                    List.of(LostServer.log(TestScope.serverInUse(context)
                            .orElseGet(() -> TestScope.of(context).database().server())))));
        }
        throw thrown;
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        // The constructor's database is the test's own where each test has its own instance.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injected.as(parameter.getParameter().getType()).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Injected injected = Injected.as(parameter.getParameter().getType()).orElseThrow();
        try {
            return injected.from(TestScope.of(context));
        } catch (MigrationException | BackupException | DatabaseException | TestAbortedException | SQLException e) {
            // As it is: JUnit would put a sentence of its own before it.
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean needsDatabase(ExtensionContext context) {
        return context.getTestMethod().filter(SchemaExtension::needsDatabase).isPresent()
                || context.getTestInstances().stream()
                        .flatMap(instances -> instances.getAllInstances().stream())
                        .map(Object::getClass)
                        .anyMatch(SchemaExtension::surroundingNeedsDatabase);
    }

    private static boolean surroundingNeedsDatabase(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN).stream()
                        .anyMatch(SchemaExtension::needsDatabase)
                || AnnotationSupport.findAnnotatedMethods(type, AfterEach.class, HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .anyMatch(SchemaExtension::needsDatabase);
    }

    private static boolean needsDatabase(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .anyMatch(type ->
                        Injected.as(type).filter(Injected::needsDatabase).isPresent());
    }
}
