package io.schemaproof.suites.engine;

import io.schemaproof.suites.Suite;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** A suite of a class, whose tests are known when it is run. */
final class SuiteNode extends AbstractTestDescriptor implements Node<EngineContext> {

    static final String SEGMENT = "suite";

    private final Suite suite;
    private final Class<?> testClass;
    private final Set<TestTag> tags;

    SuiteNode(ClassNode parent, Suite suite) {
        // Without a source: of one that is a class Surefire makes a class of its own, and counts no test for the one
        // around it.
        super(parent.getUniqueId().append(SEGMENT, suite.name()), suite.title() + ": " + suite.proves());
        this.suite = suite;
        this.testClass = parent.testClass();
        this.tags = parent.getTags();
    }

    /** Those of the class: who filters asks what has no children. */
    @Override
    public Set<TestTag> getTags() {
        return tags;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    /** The class: Surefire takes the name of what is around a test for its class. */
    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public EngineContext execute(EngineContext context, DynamicTestExecutor executor) throws InterruptedException {
        execute(this, suite.title() + ": ", context.run().orElseThrow().tests(suite), executor);
        return context;
    }

    /**
     * Run tests as children, one after the other.
     *
     * @param path what stands before their names where there is no tree
     */
    static void execute(
            AbstractTestDescriptor parent,
            String path,
            Stream<? extends DynamicNode> tests,
            DynamicTestExecutor executor)
            throws InterruptedException {
        try (tests) {
            int number = 0;
            for (Iterator<? extends DynamicNode> each = tests.iterator(); each.hasNext(); ) {
                TestNode child = TestNode.of(parent, ++number, path, each.next());
                parent.addChild(child);
                executor.execute(child);
            }
        }
        executor.awaitFinished();
    }
}
