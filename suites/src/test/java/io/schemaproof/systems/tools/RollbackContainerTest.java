package io.schemaproof.systems.tools;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("container")
@DisplayName("Rollback of 002, with pgvector")
class RollbackContainerTest extends RollbackTest {

    @Override
    ToolEdition tools() {
        return ToolEdition.complete();
    }
}
