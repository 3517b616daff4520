package io.schemaproof.verify.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.StoredFailures;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class RowStateTest {

    @Test
    void rows_that_assertions_stored_are_no_part_of_it_and_a_schema_of_that_name_is() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + StoredFailures.SCHEMA + "; COMMENT ON SCHEMA " + StoredFailures.SCHEMA
                    + " IS '" + StoredFailures.COMMENT + "'; CREATE TABLE " + StoredFailures.SCHEMA
                    + ".bad AS SELECT 1 AS id");
            assertThat(RowState.read(connection).values()).isEmpty();
            assertThat(DataDigest.read(connection).tables()).isEmpty();
            assertThat(CatalogReader.read(connection).objects().keySet())
                    .noneMatch(id -> id.identity().startsWith(StoredFailures.SCHEMA));

            statement.execute("COMMENT ON SCHEMA " + StoredFailures.SCHEMA + " IS NULL");
            assertThat(RowState.read(connection).values()).containsOnlyKeys(StoredFailures.SCHEMA + ".bad");
            assertThat(DataDigest.read(connection).tables()).hasSize(1);
            assertThat(CatalogReader.read(connection).objects().keySet())
                    .anyMatch(id -> id.identity().equals(StoredFailures.SCHEMA + ".bad"));
        }
    }
}
