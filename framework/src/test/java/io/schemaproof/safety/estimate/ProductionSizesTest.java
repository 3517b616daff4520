package io.schemaproof.safety.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Databases;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionSizesTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sizes.csv"), text);
    }

    @Test
    void a_file_that_psql_wrote_is_read() throws IOException {
        Path file = file(
                "schema,table,rows,bytes\npublic,orders,120000000,15032385536\r\nShop,\"a \"\"b\"\", c\",1.2e+06,8192"
                        + "\npublic,new,-1,0\n\n");

        ProductionSizes sizes = ProductionSizes.read(file);

        assertThat(sizes.description()).isEqualTo(file.toString());
        assertThat(sizes.relations())
                .isEqualTo(Map.of(
                        new Relation("public", "orders"), new RelationSize(120_000_000, 15_032_385_536L),
                        new Relation("Shop", "a \"b\", c"), new RelationSize(1_200_000, 8192),
                        new Relation("public", "new"), new RelationSize(-1, 0)));
        assertThat(sizes.of(new Relation("public", "Orders"))).isEmpty();
        assertThat(sizes.of(new Relation("public", "new")).orElseThrow().isKnown())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relation,rows,bytes\\npublic.t,1,2 | :1: the first line names the columns: schema,table,rows,bytes.
            schema,table,rows,bytes | :1: it names no table, so there is nothing to estimate from.
            schema,table,rows,bytes\\npublic,t,1 | :2: it has 3 values, and not the four of schema,table,rows,bytes.
            schema,table,rows,bytes\\npublic,t,1,2\\npublic,u,many,2 | :3: 'many' is no number of rows; write a whole one, or -1 where nobody knows.
            schema,table,rows,bytes\\npublic,t,1,-8 | :2: '-8' is no number of bytes
            schema,table,rows,bytes\\npublic,t,1,2\\npublic,t,1,2 | :3: public.t stands twice.
            """)
    void another_file_is_refused_with_its_line(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> ProductionSizes.read(file))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(file + message);
    }

    @Test
    void a_file_that_is_not_there_and_another_driver_are_refused() {
        assertThatThrownBy(() -> ProductionSizes.read(folder.resolve("no.csv")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("no.csv cannot be read: there is none.");
        assertThatThrownBy(() -> configured("jdbc:mysql://root:secret@h/d"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("whose URL begins with jdbc:postgresql:")
                .hasMessageNotContaining("secret");
        assertThat(ProductionSizes.configuredBy(key -> java.util.Optional.empty()))
                .isEmpty();
    }

    @Test
    void of_a_database_only_the_statistics_are_read_also_of_a_table_that_somebody_has_locked() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            statement.execute("INSERT INTO orders SELECT g, repeat('x', 100) FROM generate_series(1, 1000) g");
            statement.execute("CREATE TABLE unseen (id int)");
            statement.execute("CREATE VIEW v AS SELECT * FROM orders");
            statement.execute("ANALYZE orders");
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE orders");

            ProductionSizes sizes = configured(url(database.settings()));

            assertThat(sizes.relations())
                    .containsOnlyKeys(new Relation("public", "orders"), new Relation("public", "unseen"));
            RelationSize orders = sizes.of(new Relation("public", "orders")).orElseThrow();
            assertThat(orders.rows()).isEqualTo(1000);
            assertThat(orders.bytes()).isBetween(100_000L, 400_000L);
            assertThat(sizes.of(new Relation("public", "unseen"))).contains(new RelationSize(-1, 0));
            assertThat(sizes.description())
                    .isEqualTo("the statistics of " + database.settings().jdbcUrl())
                    .doesNotContain(database.settings().password());
            connection.rollback();
            assertThatThrownBy(() -> configured(url(database.settings()).replace("password=", "password=wrong")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Cannot connect to")
                    .hasMessageNotContaining(database.settings().password());
        }
    }

    @Test
    void rates_are_measured_and_nothing_of_it_is_left() {
        WorkRates rates = WorkRates.measuredOn(Databases.shared(ServerRequest.from(Configuration.ofSystem())), 2000);

        assertThat(rates.basis()).isEqualTo("measured on 2000 rows in memory, with nobody beside");
        assertThat(java.util.List.of(rates.read(), rates.rewritten(), rates.indexed(), rates.changed()))
                .allSatisfy(rate -> assertThat(rate.rows()).isPositive());
        assertThat(new Rate(10, 100).seconds(20, 100)).isEqualTo(2);
        assertThat(new Rate(10, 100).seconds(1, 500)).isEqualTo(5);
        assertThatThrownBy(() -> new Rate(0, 1)).hasMessageContaining("A rate is more than nothing");
    }

    private static ProductionSizes configured(String source) {
        return ProductionSizes.configuredBy(Configuration.of(Map.of(ConfigurationParameters.PRODUCTION_SIZES, source)))
                .orElseThrow();
    }

    private static String url(ConnectionSettings settings) {
        String url = settings.jdbcUrl() + "?user=" + settings.user() + "&password=" + settings.password();
        assertThat(new JdbcUrl(url).isSupported()).isTrue();
        return url;
    }
}
