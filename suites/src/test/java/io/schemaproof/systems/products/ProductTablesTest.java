package io.schemaproof.systems.products;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import io.schemaproof.systems.DescribedContract;
import io.schemaproof.systems.TableLines;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The three tables of the planner, and what their definitions leave open")
@SuppressWarnings("NullAway.Init")
class ProductTablesTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void migrate() {
        database = ProductDatabases.withRows();
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("keep the contract that describe writes of them")
    void keep_the_contract_that_describes_them() throws IOException {
        assertThat(DescribedContract.isKept(database).outcomes()).hasSizeGreaterThan(6);
    }

    @Test
    @DisplayName("three tables, of 35, ten and nine columns, each with a uuid that the server makes for its key")
    void there_are_three_tables() {
        assertThat(schema).hasExactlyTables("processing_issues", "processing_jobs", "products");
        assertThat(schema.catalog().tables())
                .extracting(Table::name, table -> table.columns().size())
                .containsExactlyInAnyOrder(
                        tuple("products", 35), tuple("processing_jobs", 10), tuple("processing_issues", 9));
        assertThat(TableLines.columns(schema, "products"))
                .containsExactly(
                        "id uuid NOT NULL DEFAULT gen_random_uuid()",
                        "shop character varying(50) NOT NULL",
                        "external_id character varying(255) NOT NULL",
                        "name text NOT NULL",
                        "brand character varying(255)",
                        "category character varying(255) NOT NULL",
                        "original_category character varying(255)",
                        "description text",
                        "ingredients text",
                        "price numeric(10,2) NOT NULL",
                        "original_price numeric(10,2)",
                        "unit_price numeric(10,2)",
                        "unit_type character varying(50)",
                        "discount numeric(10,2)",
                        "discount_percentage numeric(5,2)",
                        "available boolean NOT NULL DEFAULT true",
                        "stock integer",
                        "max_order_quantity integer",
                        "delivery_days integer",
                        "image_url text",
                        "thumbnail_url text",
                        "badges jsonb",
                        "ratings numeric(3,2)",
                        "review_count integer",
                        "nutritional_info jsonb",
                        "url text",
                        "sku character varying(100)",
                        "last_updated timestamp with time zone DEFAULT now()",
                        "first_seen timestamp with time zone DEFAULT now()",
                        "price_history jsonb",
                        "is_new boolean DEFAULT false",
                        "processing_errors jsonb",
                        "hash character varying(64) NOT NULL",
                        "created_at timestamp with time zone DEFAULT now()",
                        "updated_at timestamp with time zone DEFAULT now()");
        assertThat(TableLines.columns(schema, "processing_jobs"))
                .containsExactly(
                        "id uuid NOT NULL DEFAULT gen_random_uuid()",
                        "shop character varying(50)",
                        "status character varying(50) NOT NULL",
                        "started_at timestamp with time zone DEFAULT now()",
                        "completed_at timestamp with time zone",
                        "products_processed integer DEFAULT 0",
                        "errors_count integer DEFAULT 0",
                        "error_details jsonb",
                        "metadata jsonb",
                        "created_at timestamp with time zone DEFAULT now()");
        assertThat(TableLines.columns(schema, "processing_issues"))
                .containsExactly(
                        "id uuid NOT NULL DEFAULT gen_random_uuid()",
                        "job_id uuid",
                        "shop character varying(50)",
                        "issue_type character varying(100)",
                        "severity character varying(50)",
                        "product_id character varying(255)",
                        "details jsonb",
                        "resolved boolean DEFAULT false",
                        "created_at timestamp with time zone DEFAULT now()");
        assertThat(schema).table("products").hasPrimaryKey("id");
        assertThat(schema).table("processing_jobs").hasPrimaryKey("id");
        assertThat(schema).table("processing_issues").hasPrimaryKey("id");
        assertThat(schema)
                .statement("INSERT INTO processing_jobs (status) VALUES ('queued')")
                .affects(1);
    }

    @Test
    @DisplayName("a product is there once in a shop")
    void a_product_is_unique_in_its_shop() {
        assertThat(schema).table("products").hasUniqueConstraint("shop", "external_id");
        String insert = "INSERT INTO products (shop, external_id, name, category, price, hash)"
                + " VALUES (?, 'article-3', 'again', 'category', 1, '')";
        assertThat(schema)
                .statement(insert, "shop-0")
                .failsWith("23505")
                .withMessageContaining("products_shop_external_id_key");
        assertThat(schema).statement(insert, "shop-1").affects(1);
    }

    @Test
    @DisplayName("five indexes beside those of the keys, with these columns")
    void products_have_five_indexes() {
        assertThat(TableLines.indexes(schema, "products"))
                .containsExactly(
                        "idx_products_brand btree (brand)",
                        "idx_products_last_updated btree (last_updated)",
                        "idx_products_price btree (price)",
                        "idx_products_shop_available btree (shop, available)",
                        "idx_products_shop_category btree (shop, category)");
        assertThat(TableLines.indexes(schema, "processing_jobs")).isEmpty();
        assertThat(TableLines.indexes(schema, "processing_issues")).isEmpty();
    }

    @Test
    @DisplayName("an issue refers to a job that exists; a job with issues cannot be deleted")
    void an_issue_refers_to_its_job() {
        assertThat(schema)
                .table("processing_issues")
                .foreignKey(
                        "job_id", key -> key.references("processing_jobs", "id").onDelete(ReferentialAction.NO_ACTION));
        assertThat(schema)
                .statement("INSERT INTO processing_issues (job_id) VALUES (gen_random_uuid())")
                .failsWith("23503");
        assertThat(schema).statement("DELETE FROM processing_jobs").failsWith("23503");
    }

    @Test
    @DisplayName("wrong: no index finds the issues of a job, so that deleting a job reads them all")
    void issues_of_a_job_are_found_by_no_index() {
        assertThatThrownBy(() -> assertThat(schema)
                        .table("processing_issues")
                        .foreignKey("job_id")
                        .isCoveredByIndex())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("job_id");
    }

    @Test
    @DisplayName("wrong: an issue's product need not exist; product_id refers to nothing, and is no uuid")
    void an_issue_may_name_a_product_that_does_not_exist() {
        assertThat(schema)
                .statement("INSERT INTO processing_issues (product_id) VALUES ('no such product')")
                .affects(1);
        assertThat(schema).table("processing_issues").column("product_id", column -> column.hasType("varchar(255)"));
    }

    @Test
    @DisplayName("wrong: updated_at is when a row was made, since nothing sets it afterwards")
    void updated_at_does_not_change_with_the_row() {
        try (TestDatabase changed = ProductDatabases.withRows()) {
            String moments = "SELECT count(DISTINCT updated_at) AS moments FROM products";
            ProductDatabases.execute(changed, "UPDATE products SET price = price + 1 WHERE shop = 'shop-1'");

            assertThat(Rows.of(Query.of(changed.dataSource(), moments)))
                    .column("moments")
                    .isEqualTo(1L);
        }
    }
}
