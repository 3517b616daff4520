package io.schemaproof.suites.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.schemaproof.suites.Suite;
import io.schemaproof.suites.Suites;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds classes, and suites in them by their ids; the id of a test means its suite, in which the test is made. */
final class SuiteResolver implements SelectorResolver {

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        return classNode(selector.getJavaClass(), context);
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        List<UniqueId.Segment> segments = id.getSegments();
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case ClassNode.SEGMENT ->
                ReflectionSupport.tryToLoadClass(last.getValue())
                        .toOptional()
                        .map(type -> classNode(type, context))
                        .orElse(Resolution.unresolved());
            case SuiteNode.SEGMENT -> suiteNode(id, context);
            default ->
                segments.stream().anyMatch(segment -> segment.getType().equals(SuiteNode.SEGMENT))
                        ? Resolution.selectors(Set.of(selectUniqueId(id.removeLastSegment())))
                        : Resolution.unresolved();
        };
    }

    private static Resolution classNode(Class<?> type, Context context) {
        if (!MigrationTestEngine.isSelected(type)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(new ClassNode(parent.getUniqueId(), type)))
                .map(node -> Resolution.match(Match.exact(node, () -> suites(node))))
                .orElse(Resolution.unresolved());
    }

    private static Set<DiscoverySelector> suites(ClassNode node) {
        Set<DiscoverySelector> selectors = new LinkedHashSet<>();
        for (Suite suite : Suites.askedBy(node.testClass())) {
            selectors.add(selectUniqueId(node.getUniqueId().append(SuiteNode.SEGMENT, suite.name())));
        }
        return selectors;
    }

    private static Resolution suiteNode(UniqueId id, Context context) {
        return context.addToParent(
                        () -> selectUniqueId(id.removeLastSegment()),
                        parent -> parent instanceof ClassNode node
                                ? Suites.askedBy(node.testClass()).stream()
                                        .filter(suite -> suite.name()
                                                .equals(id.getLastSegment().getValue()))
                                        .map(suite -> new SuiteNode(node, suite))
                                        .findFirst()
                                : Optional.<SuiteNode>empty())
                .map(node -> Resolution.match(Match.exact(node)))
                .orElse(Resolution.unresolved());
    }
}
