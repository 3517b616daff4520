package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TABLE "Price List" (
                    id int NOT NULL, amount numeric(10,2) NOT NULL, status text, code varchar(3), "From" date, until date, tags int[],
                    ratio int, gone int,
                    CONSTRAINT amount_range CHECK (amount BETWEEN 0 AND 10),
                    CONSTRAINT status_known CHECK (status IN ('new', 'paid')) NO INHERIT,
                    CONSTRAINT code_upper CHECK (code = upper(code)),
                    CONSTRAINT in_order CHECK ("From" < until),
                    CONSTRAINT few_tags CHECK (cardinality(tags) < 3),
                    CONSTRAINT whole CHECK (100 % ratio = 0));
                ALTER TABLE "Price List" DROP COLUMN gone;""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    private static CheckAssert check(String name) {
        return assertThat(schema).table("\"Price List\"").check(name);
    }

    @Test
    void a_check_is_found_by_its_condition() {
        assertThat(schema)
                .table("\"Price List\"")
                .hasCheck("amount >= 0 AND amount <= 10")
                .hasCheck("\"From\"<until");
        check("in_order").isAbout("until", "\"From\"").isInheritable().hasExpression("\"From\" < until");
        check("status_known").isNoInherit();

        failsSaying(
                () -> assertThat(schema).table("\"Price List\"").hasCheck("amount >= 0"),
                "Suggested: ALTER TABLE public.\"Price List\" ADD CHECK (amount >= 0);");
        failsSaying(() -> check("in_order").isAbout("\"From\""), "but was : (\"From\", until)");
        failsSaying(() -> check("status_known").isInheritable(), "but was : NO INHERIT");
        failsSaying(() -> check("in_order").isNoInherit(), "but was : inherited by children");
    }

    @Test
    void a_check_is_tried_with_values() {
        check("amount_range")
                .accepts(0, 10, new BigDecimal("9.99"), "5", 10.001, null)
                .rejects(-1, "10.01", 11L);
        check("status_known").accepts("new", "paid", null).rejects("NEW", "");
        check("code_upper").accepts("ABC").rejects("abc");
        check("few_tags").accepts("{}", "{1,2}").rejects("{1,2,3}");
        check("in_order")
                .acceptsRow(Map.of("\"From\"", LocalDate.of(2024, 1, 1), "until", "2024-01-02"))
                .rejectsRow(Map.of("\"From\"", "2024-01-02", "until", "2024-01-02"));

        failsWith(() -> check("amount_range").accepts(1, -1), """
                [table public."Price List" · check amount_range]
                Expected the check to accept amount = -1
                  expected: true or unknown
                  but was : false
                  CHECK (((amount >= (0)::numeric) AND (amount <= (10)::numeric)))""");
        failsSaying(
                () -> check("in_order").acceptsRow(Map.of("\"From\"", "2024-01-03", "until", "2024-01-03")),
                "but was : false");
        failsSaying(() -> check("amount_range").rejects(5), "expected: false\n  but was : true");
        failsSaying(
                () -> check("in_order").rejectsRow(Map.of("\"From\"", "2024-01-02", "until", "2024-01-03")),
                "but was : true");
    }

    @Test
    void an_unknown_result_is_acceptance_and_shown() {
        failsSaying(() -> check("amount_range").rejects((Object) null), """
                Expected the check to reject amount = NULL
                  expected: false
                  but was : unknown, which a check accepts""");
    }

    @Test
    void what_never_reaches_the_check_is_neither_accepted_nor_rejected() {
        failsSaying(
                () -> check("amount_range").rejects("many"),
                "but was : error 22P02: invalid input syntax for type numeric: \"many\"");
        failsSaying(
                () -> check("code_upper").rejects("abcd"),
                "but was : error 22001: value too long for type character varying(3)");
        failsSaying(() -> check("whole").accepts(0), "but was : error 22012: division by zero");
    }

    @Test
    void values_are_of_the_columns_of_the_check() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check("in_order").accepts("2024-01-01"))
                .withMessage("The check in_order is about (\"From\", until): say acceptsRow or rejectsRow.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check("in_order").acceptsRow(Map.of("until", "2024-01-01")))
                .withMessageContaining("not about (until)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check("amount_range").accepts())
                .withMessage("Name at least one value.");
        assertThatIllegalArgumentException().isThrownBy(() -> check("few_tags").accepts((Object) new int[] {1}));
    }
}
