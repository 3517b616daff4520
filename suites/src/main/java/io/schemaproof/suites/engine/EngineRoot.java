package io.schemaproof.suites.engine;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root of what the engine runs. */
final class EngineRoot extends EngineDescriptor implements Node<EngineContext> {

    EngineRoot(UniqueId uniqueId) {
        super(uniqueId, "Schemaproof");
    }

    @Override
    public void cleanUp(EngineContext context) throws Exception {
        context.close();
    }
}
