package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.rows.Shop.failsWith;

import io.schemaproof.assertions.structure.OneConnection;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Rows that a policy hides from whoever connects are not there for a check, so it does not judge the others alone. */
class HiddenRowsTest {

    @Test
    void a_table_of_which_a_policy_hides_rows() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE ROLE sp_hidden;
                    CREATE TABLE orders (id int PRIMARY KEY, total int);
                    INSERT INTO orders VALUES (1, 5), (2, -5);
                    GRANT SELECT ON orders TO sp_hidden;""");
            try {
                OneConnection one = new OneConnection(connection);
                statement.execute("SET SESSION AUTHORIZATION sp_hidden");
                assertThat(one).rows("orders").hasCount(2);

                statement.execute("RESET SESSION AUTHORIZATION");
                statement.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;"
                        + " CREATE POLICY positive ON orders USING (total > 0)");
                assertThat(one).rows("orders").hasCount(2);

                statement.execute("SET SESSION AUTHORIZATION sp_hidden");
                failsWith(() -> assertThat(one).rows("orders").allSatisfy("total > 0"), """
                        [rows of public.orders]
                        Expected all rows of public.orders to be judged
                          expected: every row is seen
                          but was : row level security may hide rows from sp_hidden
                          Connect as a role for which it does not hold. If what a role sees is meant, say asRole(..).""");
                assertThat(Query.of(one, "SELECT id FROM orders")).returnsExactly(1);

                statement.execute("RESET SESSION AUTHORIZATION");
                assertThat(Schema.of(one)).asRole("sp_hidden").rows("orders", rows -> rows.hasCount(1));
            } finally {
                statement.execute("RESET SESSION AUTHORIZATION");
                statement.execute("DROP OWNED BY sp_hidden; DROP ROLE sp_hidden");
            }
        }
    }
}
