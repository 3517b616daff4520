package io.schemaproof.systems.tools;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("container")
@DisplayName("Migrations 001 and 002, with pgvector")
class MigrationsContainerTest extends MigrationsTest {

    @Override
    ToolEdition tools() {
        return ToolEdition.complete();
    }
}
