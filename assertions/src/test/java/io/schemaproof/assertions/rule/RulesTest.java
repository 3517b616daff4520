package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.columns;
import static io.schemaproof.assertions.rule.Rules.constraints;
import static io.schemaproof.assertions.rule.Rules.foreignKeys;
import static io.schemaproof.assertions.rule.Rules.freeze;
import static io.schemaproof.assertions.rule.Rules.functions;
import static io.schemaproof.assertions.rule.Rules.indexes;
import static io.schemaproof.assertions.rule.Rules.schemas;
import static io.schemaproof.assertions.rule.Rules.sequences;
import static io.schemaproof.assertions.rule.Rules.tables;
import static io.schemaproof.assertions.rule.Rules.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class RulesTest {

    private TestDatabase database;
    private Schema schema;

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute("""
                CREATE EXTENSION hstore;
                CREATE SCHEMA sales;
                CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
                CREATE TABLE sales.orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id), note text);
                CREATE TABLE sales."Old" (note varchar(20));
                CREATE TABLE parts (id int PRIMARY KEY, customer_id bigint REFERENCES customers (id)) PARTITION BY RANGE (id);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
                CREATE INDEX parts_customer ON parts (customer_id);
                CREATE VIEW names AS SELECT name FROM customers;
                COMMENT ON TABLE customers IS 'who buys';""");
        schema = Schema.of(database.dataSource());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void the_sentence_of_the_rule_is_the_message() {
        Rule rule = foreignKeys()
                .that()
                .areIn("public", "sales")
                .should()
                .beCoveredByIndex()
                .because("deletes must not scan");

        assertThatThrownBy(() -> rule.check(schema))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                Rule 'foreign keys that are in public or sales should be covered by an index, because deletes must not scan' was violated (1 time):
                constraint sales.orders.orders_customer_id_fkey has no index that finds rows by (customer_id)
                  Suggested: CREATE INDEX ON sales.orders (customer_id);""");
        assertThat(rule.evaluate(schema).violations())
                .singleElement()
                .extracting(violation -> violation.suggestion().orElseThrow())
                .isEqualTo("CREATE INDEX ON sales.orders (customer_id);");
        assertThat(rule.evaluate(schema).judged())
                .as("without the partition's copy")
                .isEqualTo(2);
        assertThatCode(() -> foreignKeys()
                        .that()
                        .areIn("public")
                        .should()
                        .beCoveredByIndex()
                        .check(schema))
                .doesNotThrowAnyException();
    }

    @Test
    void predicates_are_joined_from_left_to_right() {
        assertThat(chosen(tables().that().areIn("sales"))).isEqualTo("sales.\"Old\", sales.orders");
        assertThat(chosen(tables().that().areIn("sales").and().havePrimaryKey()))
                .isEqualTo("sales.orders");
        assertThat(chosen(tables().that().not().areIn("sales").not().arePartitions()))
                .isEqualTo("public.customers, public.parts");
        assertThat(chosen(tables().that().arePartitioned().or().haveComment()))
                .isEqualTo("public.customers, public.parts");
        assertThat(chosen(tables().that().haveNameMatching("[A-Z].*"))).isEqualTo("sales.\"Old\"");
        assertThat(chosen(tables().that().haveColumn("customer_id").areNotIn("public")))
                .isEqualTo("sales.orders");
        ObjectPredicate<Table> small =
                ObjectPredicate.of("are small", table -> table.columns().size() < 2);
        assertThat(chosen(tables().that(small.or(ObjectPredicate.of("are parts", Table::isPartitioned)))))
                .isEqualTo("public.parts, sales.\"Old\"");
        assertThat(tables().that()
                        .not()
                        .areIn("sales")
                        .or()
                        .haveRowSecurity()
                        .should()
                        .havePrimaryKey()
                        .sentence())
                .isEqualTo("tables that are not in sales or have row level security should have a primary key");
        assertThat(tables().that(small.negate()).should().haveComment().id())
                .isEqualTo("tables-that-are-not-small-should-have-a-comment");
        assertThat(tables().should().haveNameMatching("a+").id())
                .isNotEqualTo(tables().should().haveNameMatching("a*").id());
    }

    private String chosen(TablesThat that) {
        return String.join(
                ", ",
                that.should().notExist().evaluate(schema).objects().stream()
                        .map(id -> id.identity())
                        .toList());
    }

    @Test
    void each_kind_has_conditions_that_fail_and_pass() {
        passes(columns().that().areInPrimaryKey().should().notBeNullable());
        passes(columns().that().haveName("customer_id").should().haveType("int8"));
        passes(columns().that().areInTable("sales.\"Old\"").should().haveType("varchar(20)"));
        fails(columns().that().haveName("note").should().haveType("text"), "column sales.\"Old\".note is character");
        fails(columns().that().areOfType("text").and().areNullable().should().haveDefault(), "note has no default");
        fails(columns().should().notBeOfType("varchar"), "column sales.\"Old\".note is character varying(20)");
        passes(columns().that().areIdentity().should().haveDefault());
        fails(indexes().that().areUnique().should().useMethod("hash"), "uses btree");
        passes(indexes().should().beValid());
        fails(
                foreignKeys().that().reference("customers").should().haveOnDelete(ReferentialAction.CASCADE),
                "has ON DELETE NO ACTION");
        passes(foreignKeys().should().haveTypesOfReferencedColumns());
        passes(constraints().should().beValidated());
        passes(constraints()
                .that()
                .areOfType(ConstraintType.FOREIGN_KEY)
                .should()
                .notBeDeferrable());
        fails(views().should().beSecurityInvoker(), "view public.names reads with the rights of its owner");
        fails(
                tables().that().haveName("parts").should().haveRowSecurity(),
                "table public.parts has no row level security");
        fails(tables().that().areIn("sales").should().haveColumn("id", "int8"), "has no column id");
        fails(tables().should().haveAtMostColumns(2), "table sales.orders has 3 columns");
        passes(sequences().that().areOwned().should().notCycle());
        fails(schemas().that().haveName("sales").should().haveComment(), "schema sales has no comment");
        fails(schemas().should().notHaveNameMatching("s.*"), "schema sales has a name that matches");
        fails(tables().that().areIn("sales").should().beOwnedBy("nobody"), "is owned by ");
        fails(
                tables().should(ObjectCondition.<TypedObject>of(
                        "be short", object -> object.name().length() < 9, object -> "is long")),
                "table public.customers is long");
    }

    @Test
    void names_come_from_jooq_too() {
        org.jooq.Table<?> old = DSL.table(DSL.name("sales", "Old"));
        org.jooq.Table<?> customers = DSL.table(DSL.name("public", "customers"));
        Field<?> note = DSL.field(DSL.name("orders", "note"));

        passes(columns().that().areInTable(old).should().haveType("varchar(20)"));
        fails(columns().that().areInTable(old).should().notBeNullable(), "column sales.\"Old\".note allows NULL");
        passes(foreignKeys().that().reference(customers).should().beValidated());
        fails(foreignKeys().that().reference(old).should().beValidated(), "judged nothing");
        assertThat(chosen(tables().that().haveColumn(note))).isEqualTo("sales.\"Old\", sales.orders");
        fails(tables().that().haveName("customers").should().haveColumn(note, "text"), "has no column \"note\"");
        passes(tables().that().haveName("orders").should().haveColumn(note, "text"));
    }

    private void passes(Rule rule) {
        assertThatCode(() -> rule.check(schema)).as(rule.sentence()).doesNotThrowAnyException();
    }

    private void fails(Rule rule, String message) {
        assertThatThrownBy(() -> rule.check(schema)).as(rule.sentence()).hasMessageContaining(message);
    }

    @Test
    void a_rule_about_nothing_fails_unless_it_may() {
        ObjectRule<?> rule = functions().should().haveFixedSearchPath();

        assertThatThrownBy(() -> rule.check(schema)).hasMessage("""
                Rule 'functions should have a fixed search_path' judged nothing: none of the 0 functions there are was \
                chosen. Mend the choice, or say allowEmptyShould(true) if there need not be any.""");
        passes(rule.allowEmptyShould(true));
        fails(rule.includingExtensions(), "function public.akeys(public.hstore) has no fixed search_path");
        fails(tables().that().areIn("slaes").should().havePrimaryKey(), "none of the 5 tables there are was chosen");
        passes(tables().that().areIn("sales").should().havePrimaryKey().ignoring("sales.\"Old\""));
        assertThatThrownBy(() -> rule.as("Not an id")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_index_of_a_part_of_the_columns_is_told_beside_what_is_missing() throws SQLException {
        execute("""
                CREATE SCHEMA apart;
                CREATE TABLE apart.p (a int, b int, PRIMARY KEY (a, b));
                CREATE TABLE apart.c (a int, b int, n int, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES apart.p);
                CREATE INDEX i ON apart.c (b, n);
                CREATE TABLE apart.d (a int, b int, n int, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES apart.p);
                CREATE INDEX j ON apart.d (n, a, b);
                CREATE INDEX l ON apart.d (a) WHERE n > 5;
                CREATE TABLE apart.e (a int, b int, n int, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES apart.p);
                CREATE INDEX m ON apart.e (b, a);
                CREATE TABLE apart.q (a int, b int, "C" int, PRIMARY KEY (a, b, "C"));
                CREATE TABLE apart.f (a int, b int, "C" int, n int, CONSTRAINT k FOREIGN KEY (a, b, "C") REFERENCES apart.q);
                CREATE INDEX o ON apart.f (b); CREATE INDEX pp ON apart.f ("C", b, n, a);
                CREATE TABLE apart.customers (tenant_id int, id int PRIMARY KEY, UNIQUE (tenant_id, id));
                CREATE TABLE apart.orders (tenant_id int, customer_id int,
                    FOREIGN KEY (tenant_id, customer_id) REFERENCES apart.customers (tenant_id, id));
                CREATE INDEX ON apart.orders (customer_id);""");

        assertThatThrownBy(() -> foreignKeys()
                        .that()
                        .areIn("apart")
                        .should()
                        .beCoveredByIndex()
                        .check(schema))
                .hasMessage("""
                        Rule 'foreign keys that are in apart should be covered by an index' was violated (3 times):
                        constraint apart.c.k has no index that finds rows by (a, b); i finds them by b alone, and reads all that are alike in it
                          Suggested: CREATE INDEX ON apart.c (a, b);
                        constraint apart.d.k has no index that finds rows by (a, b)
                          Suggested: CREATE INDEX ON apart.d (a, b);
                        constraint apart.f.k has no index that finds rows by (a, b, "C"); pp finds them by "C", b alone, and reads all that are alike in these
                          Suggested: CREATE INDEX ON apart.f (a, b, "C");""");
    }

    @Test
    void a_key_that_partitions_have_from_above_is_told_once() throws SQLException {
        execute("""
                CREATE SCHEMA cut;
                CREATE TABLE cut.e (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE cut.e_1 PARTITION OF cut.e FOR VALUES FROM (0) TO (10);
                CREATE TABLE cut.f (id int, at int) PARTITION BY RANGE (at);
                CREATE TABLE cut.f_1 PARTITION OF cut.f (PRIMARY KEY (id, at)) FOR VALUES FROM (0) TO (10);""");

        assertThatThrownBy(() -> KeyRules.notBeComposite().onlyIn("cut").check(schema))
                .hasMessage("""
                        Rule 'tables that have a primary key of their own should have a primary key of one column, because every reference must repeat all of them' was violated (2 times):
                        table cut.e has a primary key of several columns: id, at
                        table cut.f_1 has a primary key of several columns: id, at""");
    }

    @Test
    void what_is_part_of_an_ignored_object_is_left_out_with_it() {
        ObjectRule<?> covered = foreignKeys().should().beCoveredByIndex();

        fails(covered, "constraint sales.orders.orders_customer_id_fkey has no index");
        fails(covered.ignoring("sales.order"), "constraint sales.orders.orders_customer_id_fkey has no index");
        passes(covered.ignoring("sales.orders"));
        passes(columns()
                .that()
                .areIn("sales")
                .should()
                .haveComment()
                .ignoring("sales")
                .allowEmptyShould(true));
    }

    @Test
    void a_frozen_rule_fails_for_new_violations_only_and_forgets_what_is_mended(@TempDir Path folder)
            throws IOException, SQLException {
        Rule rule = TableRules.havePrimaryKey();
        FrozenRule frozen = freeze(rule).in(folder.resolve("known"));
        Path file = folder.resolve("known/schema.no-primary-key.txt");

        assertThatThrownBy(() -> frozen.check(schema))
                .hasMessageContaining("table sales.\"Old\" has no primary key")
                .hasMessageContaining("Run once with schemaproof.freeze.create=true");
        assertThat(file).doesNotExist();

        frozen.creatingStore().check(schema);
        String known = """
                # Known violations of: tables that are neither partitions nor foreign should have a primary key, because without \
                one two rows can be the same, and logical replication cannot tell them apart
                # Schemaproof takes out what is mended; nothing is added by itself.
                """;
        assertThat(file).content().isEqualTo(known + "table sales.\"Old\"\n");
        frozen.check(schema);
        assertThat(frozen.evaluate(schema).isPassed()).isTrue();

        execute("CREATE TABLE late (x int)");
        schema.refresh();
        assertThatThrownBy(() -> frozen.check(schema))
                .hasMessageContaining("was violated (1 time):\ntable public.late has no primary key")
                .hasMessageContaining("Known violations are kept in ");
        assertThat(file).content().isEqualTo(known + "table sales.\"Old\"\n");

        execute("ALTER TABLE sales.\"Old\" ADD PRIMARY KEY (note); DROP TABLE late");
        schema.refresh();
        assertThat(frozen.evaluate(schema).isPassed()).isTrue();
        assertThat(file).content().as("evaluate writes nothing").contains("Old");
        frozen.check(schema);
        assertThat(file).content().isEqualTo(known);

        execute("ALTER TABLE sales.\"Old\" DROP CONSTRAINT \"Old_pkey\"");
        schema.refresh();
        fails(frozen, "table sales.\"Old\" has no primary key");
    }

    @Test
    void a_frozen_rule_about_nothing_keeps_its_file(@TempDir Path folder) throws IOException {
        FrozenRule frozen = freeze(TableRules.havePrimaryKey()).in(folder);
        frozen.creatingStore().check(schema);
        FrozenRule elsewhere =
                freeze(TableRules.havePrimaryKey().onlyIn("nowhere")).in(folder);

        fails(elsewhere, "judged nothing");
        assertThat(folder.resolve("schema.no-primary-key.txt")).content().contains("Old");

        freeze(TableRules.havePrimaryKey().onlyIn("nowhere").allowEmptyShould(true))
                .in(folder)
                .check(schema);
        assertThat(folder.resolve("schema.no-primary-key.txt"))
                .content()
                .as("nothing was judged, so that nothing is mended")
                .contains("Old");
        frozen.check(schema);
    }
}
