package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TypeAssertTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE SCHEMA "Big Sales";
                CREATE TYPE mood AS ENUM ('sad', 'o,k', 'it''s fine');
                CREATE DOMAIN price AS numeric(10,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0);
                CREATE DOMAIN plain AS text;
                CREATE DOMAIN felt AS mood DEFAULT 'sad' CHECK (VALUE <> 'o,k');
                CREATE TYPE feeling AS (how mood);
                CREATE DOMAIN zip AS varchar(5);
                ALTER DOMAIN zip ADD CONSTRAINT digits CHECK (VALUE ~ '^[0-9]+$') NOT VALID;
                CREATE TYPE "Big Sales"."Address" AS (street text, "Zip" char(5));
                CREATE TYPE span AS RANGE (SUBTYPE = numeric);
                COMMENT ON TYPE mood IS 'how it is';""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    @Test
    void enum_labels_have_an_order() {
        assertThat(db.schema())
                .enumType("mood")
                .hasExactlyLabels("sad", "o,k", "it's fine")
                .hasLabels("o,k")
                .hasNoLabel("ok")
                .hasComment("how it is")
                .hasOwner("postgres");

        failsWith(() -> assertThat(db.schema()).enumType("mood").hasExactlyLabels("o,k", "sad", "it's fine"), """
                [enum type public.mood]
                Expected the labels in this order
                  expected: o,k, sad, it's fine
                  but was : sad, o,k, it's fine
                  PostgreSQL cannot move a label; values compare in the order there is.""");
        failsWith(() -> assertThat(db.schema()).enumType("mood").hasExactlyLabels("sad"), "extra   : o,k, it's fine");
        failsWith(() -> assertThat(db.schema()).enumType("mood").hasLabels("glad"), "missing : glad");
        failsWith(() -> assertThat(db.schema()).enumType("mood").hasNoLabel("sad"), "expected: no such label");
        failsWith(() -> assertThat(db.schema()).enumType("moood"), "did you mean public.mood?");
        failsWith(() -> assertThat(db.schema()).enumType("price"), "public.price exists but is a domain.");
    }

    @Test
    void a_domain_by_its_definition_and_by_what_it_takes() {
        assertThat(db.schema())
                .domain("price")
                .hasBaseType("decimal(10, 2)")
                .isNotNullable()
                .hasDefault("0")
                .hasExactlyChecks("positive")
                .hasCheck("value >= 0")
                .accepts("0", 9.99, 1)
                .rejects("-0.01", null);
        assertThat(db.schema()).domain("plain").isNullable().hasNoDefault().hasExactlyChecks();

        failsWith(() -> assertThat(db.schema()).domain("price").accepts(-1), """
                [domain public.price]
                Expected the domain to accept '-1'
                  expected: accepted
                  but was : rejected
                  value for domain price violates check constraint "positive" [SQLSTATE 23514]""");
        failsWith(() -> assertThat(db.schema()).domain("price").rejects(1), "expected: rejected\n  but was : accepted");
        failsWith(() -> assertThat(db.schema()).domain("price").rejects("abc"), """
                  expected: rejected by the domain
                  but was : not a value of numeric(10,2)
                  invalid input syntax for type numeric: "abc" [SQLSTATE 22P02]""");
        failsWith(() -> assertThat(db.schema()).domain("price").hasBaseType("numeric"), "expected: numeric\n");
        failsWith(() -> assertThat(db.schema()).domain("price").hasDefault("1"), "expected: 1\n  but was : 0");
        failsWith(() -> assertThat(db.schema()).domain("price").hasNoDefault(), "but was : 0");
        failsWith(() -> assertThat(db.schema()).domain("price").isNullable(), "but was : NOT NULL");
        failsWith(() -> assertThat(db.schema()).domain("price").hasCheck("VALUE > 0"), """
                  expected: (VALUE > (0)::numeric)
                  but was : (VALUE >= (0)::numeric)""");
        failsWith(() -> assertThat(db.schema()).domain("plain").hasCheck("VALUE <> ''"), "but was : no check");
        failsWith(
                () -> assertThat(db.schema()).domain("plain").isNotNullable(),
                "ALTER DOMAIN public.plain SET NOT NULL;");
        failsWith(() -> assertThat(db.schema()).domain("plain").hasExactlyChecks("a"), "missing : a");
        failsWith(
                () -> assertThat(db.schema()).domain("zip").hasCheck("VALUE ~ '^[0-9]+$'"),
                "Suggested: ALTER DOMAIN public.zip VALIDATE CONSTRAINT digits;");
    }

    @Test
    void types_of_the_schema_need_no_schema_in_front() {
        assertThat(db.schema())
                .domain("felt")
                .hasBaseType("mood")
                .hasBaseType("public.mood")
                .hasDefault("'sad'")
                .hasCheck("VALUE <> 'o,k'")
                .rejects("o,k");
        assertThat(db.schema()).compositeType("feeling").hasAttribute("how", "mood");
    }

    @Test
    void composite_and_range_types() {
        assertThat(db.schema())
                .compositeType("\"Big Sales\".\"Address\"")
                .hasExactlyAttributes("street", "\"Zip\"")
                .hasAttribute("\"Zip\"", "character(5)");
        assertThat(db.schema()).rangeType("span").hasSubtype("decimal");

        failsWith(
                () -> assertThat(db.schema())
                        .compositeType("\"Big Sales\".\"Address\"")
                        .hasExactlyAttributes("\"Zip\"", "street"),
                """
                [composite type "Big Sales"."Address"]
                Expected the attributes in this order
                  expected: Zip, street
                  but was : street, Zip""");
        failsWith(
                () -> assertThat(db.schema())
                        .compositeType("\"Big Sales\".\"Address\"")
                        .hasAttribute("stret", "text"),
                "did you mean street?");
        failsWith(
                () -> assertThat(db.schema())
                        .compositeType("\"Big Sales\".\"Address\"")
                        .hasAttribute("street", "int"),
                "expected: integer\n  but was : text");
        failsWith(
                () -> assertThat(db.schema())
                        .compositeType("\"Big Sales\".\"Address\"")
                        .hasExactlyAttributes("street"),
                "extra   : Zip");
        failsWith(
                () -> assertThat(db.schema()).rangeType("span").hasSubtype("int"),
                "expected: integer\n  but was : numeric");
    }

    @Test
    void blocks_report_all_failures_together() {
        assertThat(db.schema())
                .enumType("mood", mood -> mood.hasLabels("sad"))
                .domain("price", price -> price.accepts(1))
                .compositeType(
                        "\"Big Sales\".\"Address\"", address -> address.hasExactlyAttributes("street", "\"Zip\""))
                .rangeType("span", span -> span.hasSubtype("numeric"))
                .extension("plpgsql", plpgsql -> plpgsql.isUpToDate())
                .role("postgres", postgres -> postgres.canLogin());

        failsWith(
                () -> assertThat(db.schema())
                        .domain("price", price -> price.accepts(-1).isNullable()),
                "(2 failures)");
    }

    @Test
    void extensions() {
        assertThat(db.schema())
                .extension("plpgsql")
                .isUpToDate()
                .hasVersion("1.0")
                .isInSchema("pg_catalog");

        failsWith(() -> assertThat(db.schema()).extension("plpgsql").hasVersion("0.9"), """
                [extension plpgsql]
                Expected the extension's version
                  expected: 0.9
                  but was : 1.0
                  Suggested: ALTER EXTENSION plpgsql UPDATE TO '0.9';""");
        failsWith(() -> assertThat(db.schema()).extension("plpgsql").isInSchema("public"), "but was : pg_catalog");
        failsWith(() -> assertThat(db.schema()).extension("plpgsqll"), "did you mean plpgsql?");
    }

    @Test
    void each_kind_of_type_is_looked_up_by_its_kind() throws SQLException {
        failsWith(() -> assertThat(db.schema()).compositeType("mood"), "public.mood exists but is an enum type.");
        failsWith(() -> assertThat(db.schema()).domain("pricce"), "did you mean public.price?");
        db.execute("CREATE EXTENSION pg_stat_statements VERSION '1.4'");
        failsWith(
                () -> assertThat(db.schema()).extension("pg_stat_statements").isUpToDate(),
                "but was : 1.4\nSuggested: ALTER EXTENSION pg_stat_statements UPDATE;");
        db.execute("DROP EXTENSION pg_stat_statements");
        failsWith(() -> assertThat(db.schema()).rangeType("spam"), "did you mean public.span?");
        failsWith(() -> assertThat(db.schema()).sequence("nothing"), "but was : no such sequence");
    }
}
