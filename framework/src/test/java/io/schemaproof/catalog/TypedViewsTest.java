package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TypedViewsTest {

    private static TestDatabase database;
    private static Catalog catalog;

    @BeforeAll
    static void read() throws SQLException {
        database = CatalogReaderTest.database();
        try (Connection connection = database.connect()) {
            CatalogReaderTest.execute(connection, CatalogReaderTest.RICH);
        }
        catalog = Schema.of(database.dataSource()).catalog();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_table_is_found_by_bare_qualified_quoted_and_unquoted_names() {
        assertThat(catalog.table("customers")).isPresent();
        assertThat(catalog.table("PUBLIC.Customers")).isPresent();
        assertThat(catalog.table("app.\"Order Items\"")).isPresent();
        assertThat(catalog.table("app.Order Items")).isPresent();
        assertThat(catalog.table("Order Items")).isEmpty();
        assertThat(catalog.table("app.\"order items\"")).isEmpty();
    }

    @Test
    void near_misses_are_suggested() {
        assertThat(catalog.suggest(ObjectKind.TABLE, "custmers")).containsExactly("public.customers");
        assertThat(catalog.suggest(ObjectKind.TABLE, "Order Items")).containsExactly("app.\"Order Items\"");
        assertThat(catalog.suggest(ObjectKind.TABLE, "nothing_like_it")).isEmpty();
    }

    @Test
    void columns_come_in_order_with_type_default_and_generation() {
        Table items = items();

        assertThat(items.columns())
                .extracting(Column::name)
                .containsExactly("id", "customer_id", "Note", "amount", "twice", "tags", "feeling", "at");
        Column amount = items.column("amount").orElseThrow();
        assertThat(amount.type()).isEqualTo("numeric(10,2)");
        assertThat(amount.isNullable()).isTrue();
        assertThat(items.column("id").orElseThrow().isNullable()).isFalse();
        assertThat(items.column("Note").orElseThrow().defaultExpression()).contains("'x'::text");
        assertThat(items.column("twice").orElseThrow().generated()).isEqualTo(Column.Generated.STORED);
        assertThat(items.column("twice").orElseThrow().defaultExpression()).isEmpty();
        assertThat(customers().column("id").orElseThrow().identityGeneration())
                .isEqualTo(Column.IdentityGeneration.ALWAYS);
        assertThat(customers().column("name").orElseThrow().comment()).contains("a name");
    }

    @Test
    void a_column_s_name_may_have_a_dot_or_a_quotation_mark_in_it() throws SQLException {
        try (TestDatabase own = CatalogReaderTest.database();
                Connection connection = own.connect()) {
            CatalogReaderTest.execute(
                    connection,
                    "CREATE TABLE odd (a int, \"a.b\" text, \"c(d\" date, \"e\"\"f\" uuid, UNIQUE (\"a.b\"));");
            Table odd = Schema.of(own.dataSource()).catalog().table("odd").orElseThrow();

            assertThat(odd.column("a").orElseThrow().type()).isEqualTo("integer");
            for (String name : List.of("a.b", "\"a.b\"")) {
                assertThat(odd.column(name).orElseThrow().type()).as(name).isEqualTo("text");
            }
            assertThat(odd.column("c(d").orElseThrow().type()).isEqualTo("date");
            assertThat(odd.column("e\"f").orElseThrow().type()).isEqualTo("uuid");
            assertThat(odd.column("\"e\"\"f\"").orElseThrow().type()).isEqualTo("uuid");
            assertThat(odd.column(odd.uniqueConstraints().get(0).columns().get(0))
                            .orElseThrow()
                            .quotedName())
                    .isEqualTo("\"a.b\"");
        }
    }

    @Test
    void keys_and_checks() {
        ForeignKey key = items().foreignKeys().get(0);

        assertThat(key.name()).isEqualTo("Fk");
        assertThat(key.columns()).containsExactly("customer_id");
        assertThat(key.referencedTable()).isEqualTo("public.customers");
        assertThat(key.references()).contains(customers());
        assertThat(key.referencedColumns()).containsExactly("id");
        assertThat(key.onDelete()).isEqualTo(ReferentialAction.CASCADE);
        assertThat(key.onUpdate()).isEqualTo(ReferentialAction.NO_ACTION);
        assertThat(key.match()).isEqualTo(ForeignKey.MatchType.SIMPLE);
        assertThat(key.isDeferrable() && key.isInitiallyDeferred() && key.isValidated())
                .isTrue();
        assertThat(key.areTriggersEnabled()).isTrue();
        assertThat(items().primaryKey().orElseThrow().columns()).containsExactly("id");
        assertThat(items().uniqueConstraints().get(0).columns()).containsExactly("customer_id", "at");
        assertThat(items().checks().get(0).expression()).isEqualTo("(amount > (0)::numeric)");
    }

    @Test
    void an_index_with_everything() {
        Index index = items().index("items_idx").orElseThrow();

        assertThat(index.keys())
                .containsExactly(
                        new IndexKey("lower(\"Note\")", false, Optional.empty(), Optional.empty(), true, true),
                        new IndexKey("customer_id", true, Optional.empty(), Optional.empty(), false, false),
                        new IndexKey("at", true, Optional.empty(), Optional.empty(), false, true));
        assertThat(index.includedColumns()).containsExactly("amount");
        assertThat(index.predicate()).contains("(amount > (5)::numeric)");
        assertThat(index.method()).isEqualTo("btree");
        assertThat(index.isValid() && index.isReady()).isTrue();
        assertThat(index.isUnique()).isFalse();
        assertThat(catalog.index("app.items_pattern").orElseThrow().keys())
                .containsExactly(new IndexKey(
                        "Note", true, Optional.of("\"C\""), Optional.of("text_pattern_ops"), false, false));
        assertThat(items().indexes())
                .extracting(Index::name)
                .containsExactlyInAnyOrder(
                        "items_idx", "items_pattern", "Order Items_pkey", "Order Items_customer_id_at_key");
        assertThat(items().primaryKey().flatMap(PrimaryKey::index).orElseThrow().isPrimary())
                .isTrue();
    }

    @Test
    void functions_by_name_and_by_signature() {
        assertThat(catalog.functions("price")).hasSize(2);
        assertThat(catalog.functions("public.price(bigint)")).hasSize(1);
        Function price = catalog.functions("price(integer, text)").get(0);
        assertThat(price.name()).isEqualTo("price");
        assertThat(price.arguments()).isEqualTo("a integer, b text DEFAULT 'x'::text");
        assertThat(price.returns()).contains("integer");
        assertThat(price.volatility()).isEqualTo(Function.Volatility.STABLE);
        assertThat(price.parallel()).isEqualTo(Function.Parallel.UNSAFE);
        assertThat(price.body()).isEqualTo("SELECT 1");
    }

    @Test
    void types_sequences_views_and_partitions() {
        assertThat(catalog.enumType("mood").orElseThrow().labels()).containsExactly("sad", "it's, ok", "back\\slash");
        Sequence numbers = catalog.sequence("numbers").orElseThrow();
        assertThat(numbers.increment()).isEqualTo(5);
        assertThat(numbers.maximum()).isEqualTo(100);
        assertThat(numbers.isCycling()).isTrue();
        assertThat(catalog.sequence("app.\"Order Items_id_seq\"").flatMap(Sequence::ownedBy))
                .contains("app.\"Order Items\".id");
        assertThat(catalog.view("v").orElseThrow().columns())
                .extracting(Column::name)
                .containsExactly("id", "name");
        assertThat(catalog.view("m").orElseThrow().isMaterialized()).isTrue();
        assertThat(catalog.table("parts").orElseThrow().partitions())
                .extracting(Table::name)
                .containsExactly("parts_1");
        assertThat(customers().triggers()).extracting(Trigger::name).containsExactly("tg");
        assertThat(catalog.domain("positive").orElseThrow().constraints()).hasSize(1);
        assertThat(catalog.extension("hstore")).isPresent();
    }

    @Test
    void a_part_knows_its_table_and_every_object_its_quoted_name() {
        assertThat(items().quotedName()).isEqualTo("\"Order Items\"");
        assertThat(items().column("Note").orElseThrow().quotedName()).isEqualTo("\"Note\"");
        assertThat(items().column("Note").orElseThrow().table()).contains(items());
        assertThat(items().foreignKeys())
                .allSatisfy(key -> assertThat(key.table()).contains(items()));
        assertThat(catalog.domain("positive").orElseThrow().constraints())
                .allSatisfy(check -> assertThat(check.table()).isEmpty());
        assertThat(catalog.view("v").orElseThrow().columns())
                .allSatisfy(column -> assertThat(column.table()).isEmpty());
        assertThat(catalog.constraints()).extracting(Constraint::name).contains("Fk", "positive_check");
    }

    @Test
    void schemas_extensions_and_settings_are_objects_too() {
        assertThat(catalog.schemas()).extracting(Namespace::schema).contains("app", "public");
        assertThat(catalog.extensions()).extracting(Extension::name).contains("hstore");
        assertThat(catalog.functions("trg").get(0).settings()).isEmpty();
        assertThat(catalog.view("v").orElseThrow().isSecurityInvoker()).isFalse();
    }

    private static Table items() {
        return catalog.table("app.\"Order Items\"").orElseThrow();
    }

    private static Table customers() {
        return catalog.table("customers").orElseThrow();
    }
}
