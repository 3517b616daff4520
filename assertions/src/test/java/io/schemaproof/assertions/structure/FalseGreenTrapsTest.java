package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Situations in which another tool passes although the schema is wrong, or fails although it is right. */
class FalseGreenTrapsTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TABLE customer (id int PRIMARY KEY, email text, code text, total int);
                CREATE UNIQUE INDEX customer_email ON customer (email);
                CREATE UNIQUE INDEX customer_code ON customer (code) WHERE total > 0;
                CREATE TABLE purchase (id int PRIMARY KEY, customer_id int, state text, amount int);
                INSERT INTO purchase VALUES (1, 77, 'new', -1), (2, 78, 'new', 1);
                ALTER TABLE purchase ADD CONSTRAINT purchase_customer FOREIGN KEY (customer_id) REFERENCES customer NOT VALID,
                    ADD CONSTRAINT purchase_amount CHECK (amount > 0) NOT VALID;
                CREATE INDEX purchase_state ON purchase (state) INCLUDE (amount);""");
        Shop.failToIndex(database, "CREATE UNIQUE INDEX CONCURRENTLY purchase_bad ON purchase (state)");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    @DisplayName("1: a check that does not exist is looked up")
    void a_missing_check_is_missing() {
        failsSaying(
                () -> assertThat(schema).table("customer").check("nope"),
                "Expected check constraint nope to exist\n  expected: nope\n  but was : no such check constraint");
        failsSaying(
                () -> assertThat(schema).table("customer").hasCheck("total > 0"),
                "but was : no check with this condition");
    }

    @Test
    @DisplayName("an expected text that changes the statement around it is refused")
    void an_expected_text_is_one_piece() {
        for (String text :
                List.of("total > 0) , CHECK (total > 0", "total > 0 -- x", "0); DROP TABLE purchase; SELECT (1")) {
            refused(() -> assertThat(schema).table("customer").hasCheck(text));
            refused(() -> assertThat(schema).index("customer_code").isPartial(text));
        }
        assertThat(schema).index("customer_code").isPartial("total /* :-) */ > 0");
    }

    private static void refused(Runnable assertion) {
        assertThatThrownBy(assertion::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is not one complete piece of SQL: ");
    }

    @Test
    @DisplayName("2: a column that exists is found, qualified or not")
    void an_existing_column_is_found() {
        assertThat(schema).table("public.customer").hasColumns("id");
        assertThat(schema).table("customer").column("id").hasType("int");
    }

    @Test
    @DisplayName("3: a foreign key that is NOT VALID, with an orphan")
    void a_foreign_key_that_is_not_valid_fails() {
        failsWith(
                () -> assertThat(schema)
                        .table("purchase")
                        .foreignKey("customer_id")
                        .references("customer", "id"),
                """
                [table public.purchase · foreign key purchase_customer]
                Expected the foreign key to hold for every row
                  expected: validated
                  but was : NOT VALID
                  Suggested: ALTER TABLE public.purchase VALIDATE CONSTRAINT purchase_customer;  -- after rows that violate it are gone
                  If that is meant, say allowingNotValid() or isNotValidated() before.""");
        assertThat(schema)
                .table("purchase")
                .foreignKey("customer_id")
                .isNotValidated()
                .references("customer", "id");
    }

    @Test
    @DisplayName("4: a check that is NOT VALID, and violated")
    void a_check_that_is_not_valid_fails() {
        failsSaying(
                () -> assertThat(schema)
                        .table("purchase")
                        .check("purchase_amount")
                        .hasExpression("amount > 0"),
                "but was : NOT VALID");
        failsWith(() -> assertThat(schema).table("purchase").hasCheck("amount > 0"), """
                [table public.purchase]
                Expected a check amount > 0
                  expected: CHECK ((amount > 0))
                  but was : purchase_amount CHECK ((amount > 0)) NOT VALID
                  Suggested: ALTER TABLE public.purchase VALIDATE CONSTRAINT purchase_amount;  -- after rows that violate it are gone""");
        assertThat(schema)
                .table("purchase")
                .check("purchase_amount")
                .allowingNotValid()
                .hasExpression("amount > 0")
                .rejects(0);
    }

    @Test
    @DisplayName("5: a partial unique index is not taken for one of all rows")
    void a_partial_index_states_its_condition() {
        failsWith(() -> assertThat(schema).table("customer").hasIndexOn("code"), """
                [table public.customer]
                Expected a valid index of all rows on (code)
                  expected: an index on (code)
                  but was : customer_code UNIQUE btree (code) WHERE (total > 0)
                  Suggested: CREATE INDEX ON public.customer (code);""");
        failsSaying(
                () -> assertThat(schema).table("customer").index(on("code")).isUnique(),
                "but was : UNIQUE for the rows WHERE (total > 0) only");
        failsSaying(() -> assertThat(schema).table("customer").hasUniqueKey("code"), "WHERE (total > 0)");
        assertThat(schema).table("customer").index(on("code")).isUniqueWhere("total > 0");
    }

    @Test
    @DisplayName("6: a column of INCLUDE is no key")
    void included_columns_are_no_keys() {
        assertThat(schema).table("purchase").hasIndexOn("state").hasNoIndexOn("state", "amount");
        assertThat(schema).index("purchase_state").isOn("state").includes("amount");
        failsSaying(
                () -> assertThat(schema).index("purchase_state").isOn("state", "amount"),
                "expected: (state, amount)\n  but was : (state)");
        failsSaying(
                () -> assertThat(schema).table("purchase").hasIndexOn("state", "amount"), "but was : no such index");
    }

    @Test
    @DisplayName("7: an index that is not valid")
    void an_invalid_index_fails() {
        failsSaying(() -> assertThat(schema).table("purchase").hasIndexes("purchase_bad"), "but was : INVALID");
        failsSaying(
                () -> assertThat(schema).table("purchase").hasUniqueKey("state"),
                "purchase_bad UNIQUE btree (state) INVALID");
        failsSaying(() -> assertThat(schema).index("purchase_bad").isBtree(), "but was : INVALID");
        assertThat(schema).index("purchase_bad").isInvalid().isBtree();
    }

    @Test
    @DisplayName("11: a unique index makes columns unique, and is no constraint")
    void a_unique_index_is_told_from_a_constraint() {
        assertThat(schema).table("customer").hasUniqueKey("email").hasUniqueIndex("email");
        failsWith(() -> assertThat(schema).table("customer").hasUniqueConstraint("email"), """
                [table public.customer]
                Expected no two rows to agree in (email)
                  expected: a unique constraint on (email)
                  but was : an index without a constraint: customer_email UNIQUE btree (email)
                  Suggested: ALTER TABLE public.customer ADD UNIQUE (email);""");
        failsSaying(
                () -> assertThat(schema).table("customer").uniqueConstraint("customer_email"),
                "It exists but is an index without a constraint: UNIQUE btree (email)");
        failsSaying(
                () -> assertThat(schema).table("customer").hasUniqueIndex("id"),
                "but was : the primary key customer_pkey UNIQUE btree (id)");
    }

    @Test
    @DisplayName("12: isNotNull() neither means that a column exists nor that it is NOT NULL")
    @SuppressWarnings("deprecation") // it is deprecated because it means nothing
    void is_not_null_means_nothing() {
        failsSaying(
                () -> assertThat(schema).table("customer").column("email").isNotNull(), "did you mean isNotNullable()");
        failsSaying(() -> assertThat(schema).table("customer").column("email").isNotNullable(), "but was : text NULL");
    }

    @Test
    @DisplayName("14: indexes that differ in order or uniqueness are different")
    void similar_indexes_are_told_apart() throws SQLException {
        try (TestDatabase own = Shop.create("""
                CREATE TABLE t (a int, b int);
                CREATE INDEX plain ON t (a, b);
                CREATE INDEX descending ON t (a, b DESC);
                CREATE UNIQUE INDEX uniquely ON t (b, a);""")) {
            Schema similar = Schema.of(own.dataSource());
            assertThat(similar).index("plain").isOn("a", "b").isNotUnique();
            assertThat(similar).table("t").index(on("a", "b DESC")).isOn("a", "b desc nulls first");
            failsSaying(() -> assertThat(similar).index("descending").isOn("a", "b"), "but was : (a, b DESC)");
            failsSaying(() -> assertThat(similar).index("uniquely").isNotUnique(), "but was : UNIQUE");
        }
    }
}
