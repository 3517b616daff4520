package io.schemaproof.benchmark;

import io.schemaproof.junit.SchemaExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link KeptRun} runs in a JVM of its own. */
@ExtendWith(SchemaExtension.class)
class KeptRunSubject {

    @Test
    void asks_for_a_table(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM t0");
        }
    }
}
