package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** Classes that are run by the test kit, with rows that every test has. */
final class SeedDecoys {

    private static final String PACKAGE = "classpath:io/schemaproof/junit/";

    private SeedDecoys() {}

    private static Object notes(DSLContext sql) {
        return sql.fetchValue("SELECT string_agg(id || ' ' || note, '; ' ORDER BY id) FROM orders");
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, seed = PACKAGE + "seed")
    static class SeededTestCase {

        @Test
        void has_the_rows_of_scripts_and_csv(DSLContext sql) {
            assertThat(notes(sql)).isEqualTo("1 after 1; 2 from CSV; 3 another, from CSV");
            sql.execute("DELETE FROM orders");
        }

        @Test
        void has_them_in_each_test(DSLContext sql) {
            assertThat(notes(sql)).isEqualTo("1 after 1; 2 from CSV; 3 another, from CSV");
            sql.execute("DELETE FROM orders");
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, start = PACKAGE + "production.sql")
    static class StartedTestCase {

        @Test
        void has_the_rows_of_the_dump_and_the_migrations_that_it_lacks(DSLContext sql, Catalog catalog) {
            assertThat(notes(sql)).isEqualTo("1 of production; 2 of production too");
            assertThat(catalog.index("orders_note_idx")).isPresent();
            sql.execute("INSERT INTO orders (note) VALUES ('new')");
            assertThat(sql.fetchValue("SELECT max(id) FROM orders")).isEqualTo(3L);
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, start = PACKAGE + "production.sql", seed = PACKAGE + "seed")
    static class StartedAndSeededTestCase {

        @Test
        void leaves_out_rows_of_versions_that_the_dump_holds(DSLContext sql) {
            assertThat(notes(sql)).isEqualTo("1 of production; 2 of production too; 3 from CSV; 4 another, from CSV");
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, seed = PACKAGE + "broken-seed")
    static class BrokenSeedTestCase {

        @Test
        void needs_the_database(DSLContext sql) {
            assertThat(sql).isNotNull();
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, start = PACKAGE + "broken/V1__create_customers.sql")
    static class StartWithoutBookkeepingTestCase {

        @Test
        void all_migrations_are_applied(Catalog catalog) {
            assertThat(catalog.table("customers")).isPresent();
            assertThat(catalog.table("orders")).isPresent();
        }
    }

    @SchemaTest(migrations = OrdersDecoys.ORDERS, start = PACKAGE + "broken")
    static class BrokenStartTestCase {

        @Test
        void needs_the_database(DSLContext sql) {
            assertThat(sql).isNotNull();
        }

        @Test
        void needs_it_too(DSLContext sql) {
            assertThat(sql).isNotNull();
        }
    }
}
