package io.schemaproof.suites.engine;

import io.schemaproof.suites.SelectMigrations;
import io.schemaproof.suites.Suites;
import java.lang.reflect.Modifier;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/**
 * Run classes with {@link SelectMigrations}: found by the JUnit Platform, beside other engines.
 *
 * @since 0.1
 */
public final class MigrationTestEngine extends HierarchicalTestEngine<EngineContext> {

    /** The engine's id. */
    public static final String ID = "schemaproof";

    private static final EngineDiscoveryRequestResolver<EngineRoot> RESOLVER =
            EngineDiscoveryRequestResolver.<EngineRoot>builder()
                    .addClassContainerSelectorResolver(MigrationTestEngine::isSelected)
                    .addSelectorResolver(new SuiteResolver())
                    .build();

    /** Called by the platform. */
    public MigrationTestEngine() {}

    /**
     * Not one from which others inherit the annotation, nor an inner class, which Jupiter takes for no test either. Who asks for suites where nobody
     * reads it would wait for them in vain: such a class fails.
     */
    static boolean isSelected(Class<?> type) {
        return (AnnotationSupport.isAnnotated(type, SelectMigrations.class)
                        || !Suites.askedInVain(type).isEmpty())
                && !Modifier.isAbstract(type.getModifiers())
                && (type.getEnclosingClass() == null || Modifier.isStatic(type.getModifiers()));
    }

    @Override
    public String getId() {
        return ID;
    }

    /** Find the classes, and which suites they ask for; nothing is read or started. */
    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineRoot root = new EngineRoot(uniqueId);
        RESOLVER.resolve(request, root);
        return root;
    }

    @Override
    protected EngineContext createExecutionContext(ExecutionRequest request) {
        return EngineContext.of(request.getConfigurationParameters());
    }
}
