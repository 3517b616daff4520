package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.atMost;
import static io.schemaproof.assertions.SchemaAssertions.percent;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static io.schemaproof.assertions.rows.Shop.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.schemaproof.assertions.SchemaAssertions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowConditionsTest {

    private static Shop shop;

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TABLE lines (id int PRIMARY KEY, tenant int, number int, net int, tax int, gross int,
                    email text, phone text);
                INSERT INTO lines SELECT i, i % 2, i, i, 1, i + 1, 'e' || i, NULL FROM generate_series(1, 1000) i;
                UPDATE lines SET gross = 0, tax = NULL WHERE id = 1;
                UPDATE lines SET gross = 0, phone = '1' WHERE id = 2;
                UPDATE lines SET number = 5 WHERE id = 7;
                CREATE TABLE parents (a int, b text, gone boolean DEFAULT false, UNIQUE (a, b));
                CREATE TABLE children (id int PRIMARY KEY, a int, b text);
                INSERT INTO parents VALUES (1, 'x', false), (2, 'y', true);
                INSERT INTO children VALUES (1, 1, 'x'), (2, 2, 'y'), (3, 1, NULL), (4, 1, 'y');
                CREATE TABLE prices (id int PRIMARY KEY, product int, valid_from date, valid_to date);
                INSERT INTO prices VALUES (1, 1, NULL, '2026-01-01'), (2, 1, '2026-01-01', '2026-02-01'),
                    (3, 1, '2026-02-01', '2026-02-01'), (4, 1, '2026-02-01', NULL), (5, 2, '2026-01-01', NULL);
                CREATE TABLE "Odd ""Table" ("A.b" int PRIMARY KEY, "c d" int);
                INSERT INTO "Odd ""Table" VALUES (1, 2), (2, 1);
                CREATE TABLE codes (code text COLLATE "C" PRIMARY KEY, other text COLLATE "POSIX");
                CREATE TABLE coded (id int PRIMARY KEY, code text COLLATE "POSIX", plain text);
                INSERT INTO codes VALUES ('a', 'a'); INSERT INTO coded VALUES (1, 'a', 'a'), (2, 'b', 'b');
                CREATE TABLE keywords ("user" text PRIMARY KEY, "order" int, "end" int);
                INSERT INTO keywords VALUES ('ann', 1, 2);""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @Test
    void counts() {
        shop.rows("children")
                .hasCountGreaterThan(3)
                .hasCountLessThan(5)
                .hasAtMost(4)
                .isNotEmpty();
        shop.rows("children").hasSameCountAs(shop.table("parents"), 2).hasMoreThan(shop.table("parents"));
        shop.rows("parents")
                .hasFewerThan(shop.table("children"))
                .hasSameCountAs(Rows.of(shop.query("VALUES (1), (2)")));

        failsWith(() -> shop.rows("children").hasAtMost(3), "expected: at most 3\n  but was : 4");
        failsWith(() -> shop.rows("children").hasCountGreaterThan(4), "expected: more than 4");
        failsWith(() -> shop.rows("children").hasCountLessThan(4), "expected: fewer than 4");
        failsWith(() -> shop.rows("children").where("false").isNotEmpty(), "but was : 0");
        failsWith(() -> shop.rows("children").hasSameCountAs(shop.table("parents"), 1.5), """
                Expected 1.5 times as many rows as rows of public.parents
                  expected: 3
                  but was : 4""");
        failsWith(() -> shop.rows("children").hasFewerThan(shop.table("parents")), "expected: fewer than 2");
        failsWith(() -> shop.rows("parents").hasMoreThan(shop.table("children")), "expected: more than 4");
    }

    @Test
    void conditions() {
        shop.rows("lines").noneSatisfy("net < 0").anySatisfies("net > 999").allSatisfy("tax > 0");
        shop.rows("lines")
                .noneSatisfy(field(name("net")).lt(0))
                .where(field(name("id")).le(3))
                .hasCount(3);

        failsWith(() -> shop.rows("lines").noneSatisfy("net > 998"), """
                [rows of public.lines]
                Expected no row to satisfy net > 998
                  expected: 0 rows satisfy it
                  but was : 2 of 1,000 rows (0.20 %) satisfy it
                  id = 999
                  id = 1000
                  Look: SELECT * FROM public.lines WHERE ((net > 998) IS TRUE);""");
        failsWith(() -> shop.rows("lines").anySatisfies("net < 0"), "expected: at least 1 row");
        failsWith(() -> shop.rows("lines").allSatisfy(field(name("net")).gt(1)), "id = 1");
    }

    @Test
    void failing_rows_of_a_query_are_shown_by_its_columns() {
        failsWith(
                () -> SchemaAssertions.assertThat(Rows.of(shop.query("SELECT net + 1 AS more, email, net FROM lines")))
                        .noneSatisfy("net > 999"),
                """
                Expected no row to satisfy net > 999
                  expected: 0 rows satisfy it
                  but was : 1 of 1,000 rows (0.10 %) satisfy it
                  more = 1001, email = e1000, net = 1000""");
        assertThat(messageOf(() -> SchemaAssertions.assertThat(
                                Rows.of(shop.query("SELECT 1 AS a, email AS password FROM lines")))
                        .noneSatisfy("a = 1")))
                .contains("1,000 of 1,000 rows (100.00 %) satisfy it")
                .doesNotContain("e1000", "a = 1,");
    }

    @Test
    void thresholds_are_absolute_and_relative() {
        String failing = "gross > 0";
        shop.rows("lines").tolerating(atMost(2)).allSatisfy(failing);
        shop.rows("lines").tolerating(percent(0.2)).allSatisfy(failing);
        shop.rows("lines").tolerating(atMost(1).or(percent(0.2))).allSatisfy(failing);
        shop.rows("lines").tolerating(atMost(5).and(percent(0.1))).isUniqueOn("number");
        shop.rows("children")
                .tolerating(atMost(1))
                .hasNoOrphans(List.of("a", "b"), shop.table("parents"), List.of("a", "b"));
        shop.rows("lines").column("tax").nulls(atMost(5).and(percent(0.1)));

        failsWith(
                () -> shop.rows("lines").tolerating(atMost(5).and(percent(0.1))).allSatisfy(failing), """
                Expected every row to satisfy gross > 0
                  expected: at most 5 rows and at most 0.1 % fail
                  but was : 2 of 1,000 rows (0.20 %) fail""");
        failsWith(
                () -> shop.rows("lines").column("phone").nulls(atMost(5).or(percent(99.8))),
                "expected: at most 5 rows or at most 99.8 %\n  but was : 999 of 1,000 rows (99.90 %) are NULL");
        failsWith(
                () -> shop.rows("lines").where("false").tolerating(percent(100)).allSatisfy(failing),
                "nothing was checked");
        assertThatIllegalArgumentException().isThrownBy(() -> percent(101));
        assertThatIllegalArgumentException().isThrownBy(() -> atMost(-1));
    }

    @Test
    void columns_are_compared_with_one_another() {
        shop.rows("lines").where("id > 2").hasSumOf("gross", "net", "tax").hasAtMostOneOf("email", "phone");
        shop.rows("lines").where("id > 2").hasExactlyOneOf("email", "phone").hasDifferentValuesIn("gross", "net");
        shop.rows("lines")
                .where("id > 2")
                .column("gross")
                .isGreaterThanColumn("net")
                .isGreaterThanOrEqualToColumn("net");
        shop.rows("lines")
                .where("id > 2")
                .column("net")
                .isLessThanColumn("gross")
                .isLessThanOrEqualToColumn("gross")
                .isNotEqualToColumn("gross");
        shop.rows("lines").where("id > 7").column("net").isEqualToColumn("number");

        failsWith(() -> shop.rows("lines").hasSumOf("gross", "net", "tax"), """
                Expected gross to be net + tax in every row
                  expected: 0 rows fail
                  but was : 1 of 999 rows (0.10 %) fail
                  id = 2, gross = 0, net = 2, tax = 1""");
        failsWith(() -> shop.rows("lines").hasAtMostOneOf("email", "phone"), "id = 2, email = e2, phone = 1");
        failsWith(() -> shop.rows("lines").hasExactlyOneOf("phone", "tax"), "id = 1, phone = NULL, tax = NULL");
        failsWith(() -> shop.rows("lines").hasDifferentValuesIn("net", "number", "id"), "id = 1, net = 1, number = 1");
        failsWith(() -> shop.rows("lines").column("gross").isGreaterThanColumn("net"), "id = 1, gross = 0, net = 1");
        failsWith(() -> shop.rows("lines").column("tax").isEqualToColumn("tenant"), "id = 1, tax = NULL, tenant = 1");
    }

    @Test
    void uniqueness_knows_nulls_and_groups() {
        shop.rows("children")
                .isUniqueOn("a", "b")
                .isUniqueNullsNotDistinctOn("a", "b")
                .column("id")
                .isUnique();
        shop.rows("lines").column("phone").isUnique();
        shop.rows("lines").where("id <= 2").column("tenant").isUniqueWithin("id");

        failsWith(() -> shop.rows("lines").where("id < 5").isUniqueNullsNotDistinctOn("phone"), """
                Expected rows to be unique on phone, NULLS NOT DISTINCT
                  expected: 0 rows repeat another
                  but was : 2 of 4 rows (50.00 %) repeat another
                  (phone) = (NULL): 3 rows""");
        failsWith(() -> shop.rows("lines").column("number").isUniqueWithin("tenant"), """
                Expected every value to be unique within tenant
                  expected: 0 rows repeat another
                  but was : 1 of 1,000 rows (0.10 %) repeat another
                  id = 7, number = 5""");
    }

    @Test
    void orphans_between_columns_of_different_collations() {
        shop.rows("coded").where("id = 1").hasNoOrphans("code", "codes", "code").hasNoOrphans("plain", "codes", "code");
        failsWith(() -> shop.rows("coded").hasNoOrphans("code", "codes", "code"), """
                Expected every code to be a code of codes
                  expected: 0 rows are orphans
                  but was : 1 of 2 rows (50.00 %) are orphans
                  id = 2, code = b""");
        failsWith(
                () -> shop.rows("coded")
                        .hasNoOrphans(List.of("plain", "code"), shop.table("codes"), List.of("other", "code")),
                """
                Expected every (plain, code) to be a (other, code) of codes
                  expected: 0 rows are orphans
                  but was : 1 of 2 rows (50.00 %) are orphans
                  id = 2, plain = b, code = b""");
    }

    @Test
    void orphans_of_composite_keys_and_with_conditions() {
        failsWith(
                () -> shop.rows("children")
                        .hasNoOrphans(List.of("a", "b"), shop.table("parents").where("NOT gone"), List.of("a", "b")),
                """
                Expected every (a, b) to be a (a, b) of parents where NOT gone
                  expected: 0 rows are orphans
                  but was : 2 of 3 rows (66.67 %) are orphans
                  id = 2, a = 2, b = y
                  id = 4, a = 1, b = y""");
        shop.rows("children").where("id < 3").hasNoOrphans(List.of("a", "b"), shop.table("parents"), List.of("a", "b"));
        // A reference to the table itself.
        shop.rows("children").hasNoOrphans("a", "children", "id");
    }

    @Test
    void ranges_between_two_columns_do_not_overlap() {
        shop.rows("prices").hasNoOverlaps("valid_from", "valid_to", "product");

        failsWith(() -> shop.rows("prices").hasNoOverlaps("valid_from", "valid_to"), """
                Expected the ranges from valid_from to valid_to not to overlap
                  expected: 0 rows begin before another ends
                  but was : 2 of 4 rows (50.00 %) begin before another ends
                  id = 4, valid_from = 2026-02-01, valid_to = NULL, the one before from = 2026-01-01, to = NULL
                  id = 5, valid_from = 2026-01-01, valid_to = NULL, the one before from = 2026-01-01, to = 2026-02-01""");
        failsWith(
                () -> shop.rows("prices").where("id = 2").hasNoOverlaps("valid_to", "valid_from"),
                "end before they begin");
    }

    @Test
    void groups() {
        shop.rows("lines")
                .groupedBy("tenant")
                .hasGroupCount(2)
                .eachHasCount(500)
                .eachHasAtLeast(1)
                .eachSatisfies("min(net) < 10");
        failsWith(() -> shop.rows("lines").where("id < 4").groupedBy("tenant").eachHasCountBetween(2, 5), """
                [rows of public.lines where id < 4 grouped by tenant]
                Expected every group to have 2 to 5 rows
                  expected: 0 groups fail
                  but was : 1 of 2 groups (50.00 %) fail
                  tenant = 0: 1 rows""");
        failsWith(() -> shop.rows("lines").groupedBy("tenant", g -> g.eachSatisfies("max(net) > 999")), "tenant = 1");
        failsWith(() -> shop.rows("lines").where("false").groupedBy("tenant").eachHasCount(1), "nothing was checked");
        failsWith(() -> shop.rows("lines").groupedBy("tenant").hasGroupCount(3), "expected: 3\n  but was : 2");
    }

    @Test
    void a_column_may_be_called_like_a_keyword() {
        shop.rows("keywords").column("user").isEqualTo("ann");
        shop.rows("keywords").row("ann").hasValue("order", 1).column("order").isLessThanColumn("end");
        shop.rows("keywords").isUniqueOn("user", "order").isEqualTo(Rows.of(shop.query("TABLE keywords")));

        failsWith(() -> shop.rows("keywords").column("order").isZero(), "\"user\" = ann, \"order\" = 1");
    }

    @Test
    void one_row() {
        shop.rows("lines")
                .row(1)
                .hasValue("net", 1)
                .hasNull("tax")
                .hasValue("phone", null)
                .satisfies("gross = 0");
        shop.rows("lines")
                .row(3, row -> row.hasValues(Map.of("net", 3L, "email", "e3")).hasNoNullIn("net", "tax"));
        shop.rows("lines")
                .where("email = 'e4'")
                .singleRow()
                .column("gross")
                .isEqualTo(5)
                .isCloseTo(4, 1);
        shop.rows("\"Odd \"\"Table\"").row(1).hasValue("\"c d\"", 2);

        failsWith(() -> shop.rows("lines").row(1).hasValue("net", 2), """
                [row of public.lines with id = 1]
                Expected net to be 2
                  expected: 2
                  but was : 1""");
        failsWith(() -> shop.rows("lines").row(1).hasNull("net"), "id = 1, net = 1");
        failsWith(() -> shop.rows("lines").row(1).hasValue("tax", 2), "but was : NULL");
        failsWith(() -> shop.rows("lines").row(1).hasNoNullIn("tax"), "id = 1, tax = NULL");
        failsWith(() -> shop.rows("lines").row(1).satisfies("phone = 'x'"), "the row to satisfy");
        failsWith(() -> shop.rows("lines").row(0), "Expected exactly one row: row of public.lines with id = 0");
        failsWith(() -> shop.rows("lines").where("id < 3").singleRow(), "but was : 2\n  id = 1\n  id = 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("lines").row(1, 2))
                .withMessage("The primary key of public.lines is (id), but 2 values are given.");
    }

    @Test
    void each_group_each_row_and_each_count_can_be_wrong() {
        failsWith(() -> shop.rows("lines").groupedBy("tenant").eachHasAtLeast(501), "tenant = 0: 500 rows");
        failsWith(() -> shop.rows("lines").row(3).hasValues(Map.of("net", 4L)), "but was : 3");
        failsWith(() -> shop.rows("lines").row(3, row -> row.column("net", net -> net.isEqualTo(4))), "net = 3");
        failsWith(() -> shop.rows("lines").row(3).column("nett"), "did you mean net?");
        failsWith(() -> shop.rows("lines").groupedBy("tennant").hasGroupCount(2), "did you mean tenant?");
        failsWith(() -> shop.rows("lines").hasCountBetween(1, 9), "but was : 1,000");
    }
}
