package io.schemaproof.suites.engine;

import io.schemaproof.verify.result.AssertionListeners;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.UriSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A test of a suite, or a container of some; an IDE jumps from it to the script that it is about. */
final class TestNode extends AbstractTestDescriptor implements Node<EngineContext> {

    static final String TEST = "test";
    static final String CONTAINER = "container";

    private final DynamicNode node;
    private final String path;
    private final String className;

    private TestNode(TestDescriptor parent, int number, String path, DynamicNode node) {
        super(
                parent.getUniqueId().append(node instanceof DynamicTest ? TEST : CONTAINER, "#" + number),
                node.getDisplayName(),
                node.getTestSourceUri().map(UriSource::from).orElse(null));
        this.node = node;
        this.path = path + node.getDisplayName();
        this.className = parent.getLegacyReportingName();
    }

    static TestNode of(TestDescriptor parent, int number, String path, DynamicNode node) {
        return new TestNode(parent, number, path, node);
    }

    @Override
    public Type getType() {
        return node instanceof DynamicTest ? Type.TEST : Type.CONTAINER;
    }

    /** With the suite: reports of builds know no tree. A container is taken for the class of its tests. */
    @Override
    public String getLegacyReportingName() {
        return node instanceof DynamicTest ? path : className;
    }

    @Override
    public EngineContext execute(EngineContext context, DynamicTestExecutor executor) throws Exception {
        if (node instanceof DynamicContainer container) {
            SuiteNode.execute(this, path + ": ", container.getChildren(), executor);
        } else if (node instanceof DynamicTest test) {
            context.run().ifPresent(suites -> AssertionListeners.began(suites::started));
            run(test);
        }
        return context;
    }

    private static void run(DynamicTest test) throws Exception {
        try {
            test.getExecutable().execute();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
