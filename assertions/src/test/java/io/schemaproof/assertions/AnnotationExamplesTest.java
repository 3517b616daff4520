package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_INDEX;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_PRIMARY_KEY;

import io.schemaproof.assertions.coverage.SchemaCoverage;
import io.schemaproof.assertions.mutation.SchemaMutation;
import io.schemaproof.catalog.Schema;
import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The classes that {@code docs/coverage-and-mutation.md} shows. */
class AnnotationExamplesTest {

    @SchemaTest(migrations = "classpath:io/schemaproof/assertions/orders")
    @SchemaCoverage(minimum = 50)
    @Nested
    class OrdersCoverageTest {

        @Test
        void everything_of_orders(Schema schema) {
            assertThat(schema)
                    .table("orders")
                    .hasExactlyColumns("id", "customer_id", "state", "total")
                    .hasPrimaryKey("id")
                    .hasIndexes("orders_customer")
                    .check("total_positive")
                    .isValidated();
        }
    }

    @SchemaTest(migrations = "classpath:io/schemaproof/assertions/orders")
    @SchemaMutation(
            kinds = {DROP_INDEX, DROP_PRIMARY_KEY},
            maximum = 50,
            minimumKilled = 60)
    @Nested
    class OrdersMutationTest {

        @Test
        void index_and_key(Schema schema) {
            assertThat(schema).table("orders").hasPrimaryKey("id").hasIndexes("orders_customer");
        }
    }
}
