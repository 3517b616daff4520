package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Classes that are run by the test kit and go wrong, each in its own way. */
final class FailingDecoys {

    private FailingDecoys() {}

    @SchemaTest(migrations = "classpath:io/schemaproof/junit/broken")
    static class BrokenMigrationTestCase {

        @Test
        void one(Schema schema) {
            assertThat(schema).isNotNull();
        }

        @Test
        void two(DSLContext sql) {
            assertThat(sql).isNotNull();
        }

        @Test
        void three(TestDatabase database) {
            assertThat(database).isNotNull();
        }

        @Test
        void needs_no_database(MigrationFolder folder) {
            assertThat(folder.migrations()).hasSize(2);
        }
    }

    @SchemaTest(migrations = "classpath:io/schemaproof/junit/broken")
    static class BrokenBeforeEachTestCase {

        @BeforeEach
        void fill(DSLContext sql) {
            assertThat(sql).isNotNull();
        }

        @Test
        void one() {}

        @Test
        void two() {}
    }

    @SchemaTest(migrations = "classpath:io/schemaproof/junit/broken")
    static class BrokenForTheClassTestCase {

        @BeforeAll
        static void fill(DSLContext sql) {
            assertThat(sql).isNotNull();
        }

        @Test
        void never_run() {}
    }

    @SchemaTest(migrations = "db/no-such-folder")
    static class MissingFolderTestCase {

        @Test
        void one(Schema schema) {
            assertThat(schema).isNotNull();
        }
    }

    @SchemaTest
    static class NoFolderTestCase {

        @Test
        void one(Schema schema) {
            assertThat(schema).isNotNull();
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS)
    static class UnsupportedTestCase {

        @Test
        void one(StringBuilder nobodyKnowsThis) {
            assertThat(nobodyKnowsThis).isNotNull();
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS)
    static class FailingTestCase {

        @Test
        void fails(TestDatabase database) {
            OrdersDecoys.DATABASES.add(database.name());
            throw new AssertionError("on purpose");
        }

        @Test
        void passes(TestDatabase database) {
            OrdersDecoys.DATABASES.add(database.name());
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS)
    static class ForgetfulTestCase {

        @SuppressWarnings("unused") // held, so that nobody closes it
        private static @Nullable Connection forgotten;

        @Test
        void leaves_a_connection_open(DataSource dataSource) throws SQLException {
            forgotten = dataSource.getConnection();
        }

        @Test
        void closes_what_it_opens(DataSource dataSource, Connection connection) throws SQLException {
            dataSource.getConnection().close();
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
