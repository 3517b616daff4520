package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static io.schemaproof.assertions.structure.RuleAssert.RuleEvent.DELETE;
import static io.schemaproof.assertions.structure.RuleAssert.RuleEvent.INSERT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewAssertTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE SCHEMA "Big Sales";
                CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), status text);
                CREATE TABLE "Big Sales"."Line.s" ("Key" int);
                CREATE FUNCTION tax(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 0.2';
                CREATE VIEW open_orders AS SELECT id, total, tax(total) AS tax FROM orders WHERE status IN ('NEW', 'PAID');
                CREATE VIEW big_orders WITH (security_barrier, check_option = local) AS
                    SELECT id, total FROM open_orders WHERE total > 100;
                CREATE VIEW "Big Sales"."V" AS SELECT "Key" FROM "Big Sales"."Line.s";
                COMMENT ON VIEW open_orders IS 'not yet shipped';
                CREATE VIEW pairs AS SELECT a.id FROM orders a JOIN orders b ON a.id = b.id;
                CREATE VIEW rows AS SELECT to_json(s) AS j FROM (SELECT 1) s(b);
                CREATE MATERIALIZED VIEW totals AS SELECT status, sum(total) FROM orders GROUP BY status;
                CREATE UNIQUE INDEX ON totals (status) WHERE status <> '';
                CREATE UNIQUE INDEX ON totals (lower(status));
                CREATE MATERIALIZED VIEW ids AS SELECT id FROM orders;
                CREATE UNIQUE INDEX ON ids (id);
                CREATE MATERIALIZED VIEW later AS SELECT id FROM orders WITH NO DATA;
                CREATE RULE kept AS ON DELETE TO orders DO INSTEAD NOTHING;
                CREATE RULE off AS ON UPDATE TO orders WHERE old.id < 0 DO ALSO NOTHING;
                CREATE RULE low AS ON INSERT TO orders WHERE new.id < 0 DO ALSO NOTHING;
                ALTER TABLE orders DISABLE RULE off;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    @Test
    void columns_are_compared_with_order_and_type() {
        assertThat(db.schema())
                .view("open_orders")
                .hasExactlyColumns("tax", "id", "total")
                .hasExactlyColumnsInOrder("id", "total", "tax")
                .hasColumns("id")
                .column("total", total -> total.hasType("decimal(10, 2)"));
        assertThat(db.schema())
                .view(DSL.table("open_orders"))
                .column(DSL.field("id"))
                .hasType("int");
        assertThat(db.schema()).view("\"Big Sales\".\"V\"").hasExactlyColumns("\"Key\"");

        failsWith(
                () -> assertThat(db.schema()).view("open_orders").hasExactlyColumnsInOrder("id", "tax", "total"), """
                [view public.open_orders]
                Expected the columns in this order
                  expected: id, tax, total
                  but was : id, total, tax""");
        failsWith(() -> assertThat(db.schema()).view("open_orders").hasExactlyColumns("id"), "extra   : total, tax");
        failsWith(() -> assertThat(db.schema()).view("open_orders").hasColumns("toal"), "missing : toal");
        failsWith(() -> assertThat(db.schema()).view("open_orders").column("toal"), "did you mean total?");
    }

    @Test
    void the_definition_is_compared_in_the_servers_writing() {
        assertThat(db.schema())
                .view("open_orders")
                .hasDefinition("""
                        select id, total, tax(total) as tax
                        from orders where status = any (array['NEW', 'PAID'])""")
                .hasComment("not yet shipped")
                .hasOwner("postgres");

        failsWith(
                () -> assertThat(db.schema()).view("big_orders").hasDefinition("SELECT id, total FROM open_orders"),
                """
                [view public.big_orders]
                Expected the query to be the one given
                  expected: FROM open_orders;
                  but was : FROM open_orders
                  First difference: line 3 of 4, as the server writes it.""");
        failsWith(
                () -> assertThat(db.schema())
                        .view("big_orders")
                        .hasDefinition("SELECT id, total FROM open_orders WHERE total > 101"),
                "total > (100)::numeric);\nFirst difference: line 4 of 4, as the server writes it.");
        failsWith(() -> assertThat(db.schema()).view("big_orders").hasComment("x"), "but was : no comment");
        failsWith(() -> assertThat(db.schema()).view("open_orders").hasNoComment(), "but was : not yet shipped");
        failsWith(() -> assertThat(db.schema()).view("\"Big Sales\".\"V\"").hasOwner("app"), """
                  expected: app
                  but was : postgres
                  Suggested: ALTER VIEW "Big Sales"."V" OWNER TO app;""");
        assertThatThrownBy(() -> assertThat(db.schema()).view("open_orders").hasDefinition("SELECT nothing_like_it"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("The expected query is not valid here: ERROR: column");
    }

    @Test
    void a_column_that_was_renamed_is_another() throws SQLException {
        db.execute(
                "CREATE VIEW renamed AS SELECT id, total FROM open_orders; ALTER VIEW renamed RENAME COLUMN total TO sum");
        failsWith(
                () -> assertThat(db.schema()).view("renamed").hasDefinition("SELECT id, total FROM open_orders"),
                "total AS sum");
        assertThat(db.schema()).view("renamed").hasDefinition("SELECT id, total AS sum FROM open_orders");
        db.execute("DROP VIEW renamed");
    }

    @Test
    void what_tables_are_called_in_a_query_is_no_difference_and_what_columns_are_called_is_one() {
        assertThat(db.schema())
                .view("big_orders")
                .hasDefinition("SELECT \"o o\".id, \"o o\".total FROM open_orders \"o o\" WHERE \"o o\".total > 100");

        failsWith(
                () -> assertThat(db.schema())
                        .view("big_orders")
                        .hasDefinition("SELECT o.id, o.total FROM open_orders o WHERE o.total > 101"),
                "total > (100)::numeric);\nFirst difference: line 4 of 4");
        failsWith(
                () -> assertThat(db.schema())
                        .view("big_orders")
                        .hasDefinition("SELECT id, total AS sum FROM open_orders WHERE total > 100"),
                "First difference: line 2 of 4");
        failsWith(
                () -> assertThat(db.schema())
                        .view("big_orders")
                        .hasDefinition("SELECT o.id, o.total FROM open_orders o WHERE o.total > 101"),
                "but was : ");
        failsWith(
                () -> assertThat(db.schema())
                        .view("pairs")
                        .hasDefinition("SELECT b.id FROM orders a JOIN orders b ON a.id = b.id"),
                "but was : ");
        assertThat(db.schema()).view("pairs").hasDefinition("SELECT x.id FROM orders x JOIN orders y ON x.id = y.id");
        assertThat(db.schema()).view("rows").hasDefinition("SELECT to_json(t) AS j FROM (SELECT 1) t(b)");
        failsWith(
                () -> assertThat(db.schema()).view("rows").hasDefinition("SELECT to_json(s) AS j FROM (SELECT 1) s(c)"),
                "but was : ");
    }

    @Test
    void options_decide_with_whose_rights_a_view_reads() throws SQLException {
        assertThat(db.schema())
                .view("big_orders")
                .isSecurityBarrier()
                .isSecurityDefiner()
                .hasCheckOption(CheckOption.LOCAL);
        assertThat(db.schema()).view("open_orders").hasNoCheckOption();

        failsWith(() -> assertThat(db.schema()).view("open_orders").isSecurityInvoker(), """
                [view public.open_orders]
                Expected the view to read with its caller's privileges
                  expected: security_invoker
                  but was : its owner's privileges
                  Suggested: ALTER VIEW public.open_orders SET (security_invoker = true);""");
        failsWith(
                () -> assertThat(db.schema()).view("open_orders").isSecurityBarrier(),
                "Suggested: ALTER VIEW public.open_orders SET (security_barrier = true);");
        failsWith(() -> assertThat(db.schema()).view("big_orders").hasCheckOption(CheckOption.CASCADED), """
                  expected: WITH CASCADED CHECK OPTION
                  but was : WITH LOCAL CHECK OPTION
                  Suggested: ALTER VIEW public.big_orders SET (check_option = cascaded);""");
        failsWith(
                () -> assertThat(db.schema()).view("big_orders").hasNoCheckOption(),
                "but was : WITH LOCAL CHECK OPTION");

        assumeTrue(db.serverVersion() >= 15);
        db.execute("CREATE VIEW mine WITH (security_invoker = on) AS SELECT 1 AS one");
        assertThat(db.schema()).view("mine").isSecurityInvoker();
        failsWith(() -> assertThat(db.schema()).view("mine").isSecurityDefiner(), "but was : security_invoker");
    }

    @Test
    void dependencies_come_from_the_server() {
        assertThat(db.schema())
                .view("open_orders")
                .dependsOn("orders")
                .dependsOnlyOn("orders", "tax(decimal)")
                .isUsedBy("big_orders");
        assertThat(db.schema()).view("big_orders").dependsOnlyOn("open_orders").isNotUsed();
        assertThat(db.schema()).view("\"Big Sales\".\"V\"").dependsOnlyOn("\"Big Sales\".\"Line.s\"");

        failsWith(() -> assertThat(db.schema()).view("open_orders").dependsOnlyOn("orders"), """
                [view public.open_orders]
                Expected the view to depend on these only
                  expected: public.orders
                  but was : public.orders, public.tax(numeric)
                  extra   : public.tax(numeric)""");
        failsWith(() -> assertThat(db.schema()).view("big_orders").dependsOn("orders"), "missing : public.orders");
        failsWith(
                () -> assertThat(db.schema()).view("big_orders").isUsedBy("open_orders"),
                "missing : public.open_orders");
        failsWith(() -> assertThat(db.schema()).view("open_orders").isNotUsed(), "extra   : public.big_orders");
    }

    @Test
    void a_materialized_view_is_populated_and_can_be_refreshed() {
        assertThat(db.schema())
                .materializedView("ids")
                .isPopulated()
                .canBeRefreshedConcurrently()
                .isMaterialized();
        assertThat(db.schema()).materializedView(DSL.table("totals"));
        assertThat(db.schema()).materializedView("ids").index("ids_id_idx").isUnique();
        failsWith(() -> assertThat(db.schema()).materializedView("ids").index("ids_id_index"), "did you mean");

        failsWith(() -> assertThat(db.schema()).materializedView("later").isPopulated(), """
                [materialized view public.later]
                Expected the materialized view to be populated
                  expected: populated
                  but was : not populated
                  Suggested: REFRESH MATERIALIZED VIEW public.later;""");
        failsWith(() -> assertThat(db.schema()).materializedView("totals").canBeRefreshedConcurrently(), """
                Expected the materialized view to allow REFRESH … CONCURRENTLY
                  expected: a valid unique index on columns, of all rows
                  but was : no such index
                  Its indexes: CREATE UNIQUE INDEX totals_""");
        failsWith(() -> assertThat(db.schema()).materializedView("open_orders"), "public.open_orders is a plain view.");
        failsWith(() -> assertThat(db.schema()).view("open_orders").isMaterialized(), "but was : a plain view");
    }

    @Test
    void rules() {
        assertThat(db.schema())
                .table("orders")
                .rule("kept")
                .isOn(DELETE)
                .isInstead()
                .isUnconditional();
        assertThat(db.schema()).table("orders").rule("low").isAlso();

        failsWith(() -> assertThat(db.schema()).table("orders").rule("kept").isOn(INSERT), """
                [rule public.orders.kept]
                Expected the rule's event
                  expected: ON INSERT
                  but was : ON DELETE""");
        failsWith(() -> assertThat(db.schema()).table("orders").rule("kept").isAlso(), "but was : INSTEAD");
        failsWith(() -> assertThat(db.schema()).table("orders").rule("low").isInstead(), "but was : ALSO");
        failsWith(() -> assertThat(db.schema()).table("orders").rule("low").isUnconditional(), "but was : WHERE …");
        failsWith(() -> assertThat(db.schema()).table("orders").rule("off"), """
                [table public.orders]
                Expected rule off to be enabled
                  expected: enabled
                  but was : disabled
                  Suggested: ALTER TABLE public.orders ENABLE RULE off;""");
        failsWith(() -> assertThat(db.schema()).table("orders").rule("kpet"), "did you mean kept?");
        failsWith(() -> assertThat(db.schema()).view("open_orders").rule("lwo"), "There is no rule at all.");
    }
}
