package io.schemaproof.suites.engine;

import io.schemaproof.suites.SuiteRun;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class that selects migrations; its children are suites. Where the folder cannot be read, the class fails with the reason. */
final class ClassNode extends AbstractTestDescriptor implements Node<EngineContext> {

    static final String SEGMENT = "class";

    private final Class<?> testClass;

    ClassNode(UniqueId parent, Class<?> testClass) {
        super(parent.append(SEGMENT, testClass.getName()), testClass.getSimpleName(), ClassSource.from(testClass));
        this.testClass = testClass;
    }

    Class<?> testClass() {
        return testClass;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public EngineContext prepare(EngineContext context) {
        return context.of(testClass);
    }

    @Override
    public void cleanUp(EngineContext context) {
        context.run().ifPresent(SuiteRun::close);
    }
}
