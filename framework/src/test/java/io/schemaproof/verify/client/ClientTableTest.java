package io.schemaproof.verify.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients send is shown, so that the reader can try it: names are in quotation marks where the server wants them. */
class ClientTableTest {

    @Test
    void names_are_quoted_as_the_server_does() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE \"Order \"\"x\"\" Items\" (id int PRIMARY KEY, \"select\" text, \"a.b\" int);"
                            + " INSERT INTO \"Order \"\"x\"\" Items\" VALUES (1, 'a', 2)");
            Table table = Schema.of(database.dataSource())
                    .catalog()
                    .table("public.\"Order \"\"x\"\" Items\"")
                    .orElseThrow();
            ClientTable client = new ClientTable(table, Map.of());

            assertThat(client.lookUp().sql())
                    .isEqualTo("SELECT id, \"select\", \"a.b\" FROM public.\"Order \"\"x\"\" Items\" WHERE id ="
                            + " (SELECT id FROM public.\"Order \"\"x\"\" Items\" ORDER BY id LIMIT 1)");
            assertThat(statement.executeUpdate(client.update().orElseThrow().sql()))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate(client.inserts().get(0).sql())).isEqualTo(1);
        }
    }
}
