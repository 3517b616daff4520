package io.schemaproof.suites.engine;

import io.schemaproof.suites.SuiteRun;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestTag;
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

    /** Those of Jupiter: a build chooses by them which tests it runs. */
    @Override
    public Set<TestTag> getTags() {
        return AnnotationSupport.findRepeatableAnnotations(testClass, Tag.class).stream()
                .map(Tag::value)
                .filter(TestTag::isValid)
                .map(TestTag::create)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public EngineContext prepare(EngineContext context) {
        return disabled().isPresent() ? context : context.of(testClass);
    }

    @Override
    public SkipResult shouldBeSkipped(EngineContext context) {
        return disabled()
                .map(disabled -> SkipResult.skip(disabled.value().isEmpty() ? "@Disabled" : disabled.value()))
                .orElse(SkipResult.doNotSkip());
    }

    private Optional<Disabled> disabled() {
        return AnnotationSupport.findAnnotation(testClass, Disabled.class);
    }

    @Override
    public void cleanUp(EngineContext context) {
        context.run().ifPresent(SuiteRun::close);
    }
}
