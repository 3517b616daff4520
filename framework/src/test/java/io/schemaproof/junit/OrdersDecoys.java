package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Classes that are run by the test kit, each on the migrations in {@value #ORDERS}. */
final class OrdersDecoys {

    static final String ORDERS = "classpath:io/schemaproof/junit/orders";

    /** The databases that the tests got, so that the outer test can look whether they are gone. */
    static final Set<String> DATABASES = ConcurrentHashMap.newKeySet();

    private OrdersDecoys() {}

    /** Adds a row and proves that it is the only one: nobody else writes here. */
    static void beAlone(DSLContext sql) {
        String database = sql.fetchValue("SELECT current_database()").toString();
        assertThat(DATABASES.add(database)).as("%s was given twice", database).isTrue();
        sql.execute("INSERT INTO orders (note) VALUES ('mine')");
        assertThat(sql.fetchValue("SELECT count(*) FROM orders")).isEqualTo(1L);
    }

    /** Is run with a mutation that drops the index. */
    @SchemaTest(migrations = ORDERS)
    static class MutatedTestCase {

        @Test
        void index_is_gone(Catalog catalog, DatabaseTemplate template) {
            assertThat(catalog.index("orders_note_idx")).isEmpty();
            try (TestDatabase clone = template.newDatabase()) {
                assertThat(Schema.of(clone.dataSource()).catalog().index("orders_note_idx"))
                        .isPresent();
            }
        }
    }

    @SchemaTest(migrations = ORDERS)
    static class EveryParameterTestCase {

        @Test
        void schema(Schema schema) {
            assertThat(schema.catalog().table("orders")).isPresent();
        }

        @Test
        void catalog(Catalog catalog) {
            assertThat(catalog.index("orders_note_idx")).isPresent();
            assertThat(catalog.view("applied")).isPresent();
        }

        @Test
        void template(DatabaseTemplate template) {
            try (TestDatabase clone = template.newDatabase()) {
                assertThat(Schema.of(clone.dataSource()).catalog().table("orders"))
                        .isPresent();
            }
        }

        @Test
        void database(TestDatabase database, DataSource dataSource, Connection connection, DSLContext sql)
                throws SQLException {
            assertThat(database.lastMigration())
                    .hasValueSatisfying(file -> assertThat(file).startsWith("V3__"));
            assertThat(dataSource.isWrapperFor(TestDatabase.class)).isTrue();
            assertThat(dataSource.unwrap(TestDatabase.class)).isSameAs(database);
            assertThat(connection.getCatalog()).isEqualTo(database.name());
            assertThat(sql.fetchValue("SELECT current_database()")).isEqualTo(database.name());
            try (Connection other = dataSource.getConnection()) {
                assertThat(other.getCatalog()).isEqualTo(database.name());
            }
        }

        @Test
        void folder_and_server(
                MigrationFolder folder, DatabaseServer server, ServerRequest request, Configuration configuration) {
            assertThat(folder.migrations()).hasSize(3);
            assertThat(server.majorVersion()).isEqualTo(request.majorVersion());
            assertThat(configuration.get("schemaproof.report.json")).isEmpty();
        }
    }

    @SchemaTest(migrations = ORDERS)
    static class PrivateClonesTestCase {

        private final DSLContext mine;

        PrivateClonesTestCase(DSLContext mine) {
            this.mine = mine;
        }

        @BeforeEach
        void same_database(TestDatabase database) {
            assertThat(mine.fetchValue("SELECT current_database()")).isEqualTo(database.name());
        }

        @Test
        void one() {
            beAlone(mine);
        }

        @Test
        void another(DSLContext sql) {
            assertThat(sql.fetchValue("SELECT current_database()"))
                    .isEqualTo(mine.fetchValue("SELECT current_database()"));
            beAlone(sql);
        }

        @AfterEach
        void still_there() {
            assertThat(mine.fetchValue("SELECT count(*) FROM orders")).isEqualTo(1L);
        }
    }

    @SchemaTest(migrations = ORDERS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstanceTestCase {

        private final TestDatabase ofTheClass;

        OneInstanceTestCase(TestDatabase ofTheClass) {
            this.ofTheClass = ofTheClass;
            DATABASES.add(ofTheClass.name());
        }

        @BeforeAll
        void fill(DSLContext sql) {
            sql.execute("INSERT INTO orders (note) VALUES ('for all')");
        }

        @RepeatedTest(2)
        void has_its_own_beside_the_one_of_the_class(DSLContext sql) throws SQLException {
            beAlone(sql);
            try (Connection connection = ofTheClass.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(statement
                                .executeQuery("SELECT FROM orders WHERE note = 'for all'")
                                .next())
                        .isTrue();
            }
        }
    }

    @SchemaTest(migrations = ORDERS)
    @Execution(ExecutionMode.CONCURRENT)
    static class ParallelTestCase {

        @RepeatedTest(12)
        void alone(DSLContext sql) {
            beAlone(sql);
            sql.execute("SELECT pg_sleep(0.02)");
            assertThat(sql.fetchValue("SELECT count(*) FROM orders")).isEqualTo(1L);
        }
    }

    @SchemaTest(migrations = ORDERS)
    static class OuterTestCase {

        @Nested
        class Inner {

            @Test
            void takes_the_annotation_from_outside(DSLContext sql) {
                beAlone(sql);
            }

            @Nested
            @SchemaTest(before = "classpath:io/schemaproof/junit/legacy.sql", migrations = ORDERS)
            class WithItsOwn {

                @Test
                void prefers_its_own(Catalog catalog) {
                    assertThat(catalog.table("legacy.accounts")).isPresent();
                    assertThat(catalog.table("orders")).isPresent();
                }
            }
        }
    }

    @SchemaTest(migrations = ORDERS)
    interface OrdersContract {

        @Test
        default void has_orders(Catalog catalog) {
            assertThat(catalog.table("orders")).isPresent();
        }
    }

    static class ByInterfaceTestCase implements OrdersContract {}

    static class InheritedTestCase extends EveryParameterTestCase {}

    @SchemaTest(migrations = ORDERS)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnOrders {}

    @OnOrders
    static class ByOwnAnnotationTestCase {

        @Test
        void has_orders(Catalog catalog) {
            assertThat(catalog.table("orders")).isPresent();
        }
    }

    @SchemaTest
    static class ConfiguredTestCase {

        @Test
        void has_orders(Catalog catalog) {
            assertThat(catalog.table("orders")).isPresent();
        }
    }

    @SchemaTest(migrations = ORDERS, version = 15)
    static class OtherVersionTestCase {

        @Test
        void asks_for_it(ServerRequest request) {
            assertThat(request.majorVersion()).isEqualTo(15);
        }
    }
}
