package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.mutation.MutantResult.Outcome;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SchemaMutationsTest extends OneDatabase {

    SchemaMutationsTest() {
        super("""
                CREATE SCHEMA "My Shop";
                CREATE TYPE "My Shop".state AS ENUM ('new', 'it''s paid');
                CREATE DOMAIN positive AS int CONSTRAINT "is Positive" CHECK (VALUE > 0);
                CREATE SEQUENCE numbers;
                CREATE TABLE "My Shop"."Customers" (
                    "Id" int, code smallint NOT NULL DEFAULT 7, name varchar(50),
                    PRIMARY KEY ("Id", code), CONSTRAINT "one Name" UNIQUE (name));
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    "customer Id" int NOT NULL,
                    code smallint,
                    total numeric(10,2) CONSTRAINT total_positive CHECK (total >= 0),
                    during int4range,
                    CONSTRAINT orders_customer FOREIGN KEY ("customer Id", code)
                        REFERENCES "My Shop"."Customers" ("Id", code) ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE,
                    CONSTRAINT orders_apart EXCLUDE USING gist (during WITH &&));
                CREATE INDEX "orders By" ON orders ("customer Id") WHERE total > 0;
                CREATE UNIQUE INDEX orders_once ON orders (code, total);
                CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER "log It" BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log();
                CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1';
                CREATE VIEW open_orders AS SELECT id AS "Id" FROM orders;
                CREATE MATERIALIZED VIEW totals AS SELECT sum("Id") AS total FROM open_orders;
                CREATE INDEX totals_total ON totals (total);
                CREATE POLICY "only Mine" ON orders USING (true);
                ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
                CREATE TABLE events (at date) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');""");
    }

    @Test
    void mutants_of_every_kind_are_made_and_each_advice_holds_for_the_schema_and_notices_its_mutant() {
        Schema unmutated = Schema.of(database.dataSource());
        List<String> unknown = new ArrayList<>();
        MutationReport report = SchemaMutations.of(database).examine((mutant, clone, application) -> {
            Optional<Boolean> before = AdviceRunner.holds(mutant.advice(), unmutated);
            Optional<Boolean> after = AdviceRunner.holds(mutant.advice(), Schema.of(clone.dataSource()));
            if (before.isEmpty()) {
                unknown.add(mutant.advice().toString());
                return new MutantResult(mutant, Outcome.SKIPPED, "");
            }
            boolean noticed = before.get() && after.filter(holds -> !holds).isPresent();
            return new MutantResult(
                    mutant, noticed ? Outcome.KILLED : Outcome.SURVIVED, before.get() ? "" : "fails unmutated");
        });

        org.assertj.core.api.Assertions.assertThat(report.of(Outcome.SURVIVED))
                .extracting(result -> result + " " + result.mutant().advice())
                .isEmpty();
        org.assertj.core.api.Assertions.assertThat(report.of(Outcome.KILLED)).hasSizeGreaterThan(30);
        org.assertj.core.api.Assertions.assertThat(unknown).hasSizeLessThan(9);
        org.assertj.core.api.Assertions.assertThat(report.of(Outcome.NOT_APPLIED))
                .extracting(MutantResult::toString)
                .containsExactly(
                        "drop column: column public.events.at (42P16 ERROR: cannot drop column \"at\" because it"
                                + " is part of the partition key of relation \"events\")");
        org.assertj.core.api.Assertions.assertThat(report.results())
                .extracting(result -> result.mutant().kind())
                .contains(MutationKind.values());
    }

    @Test
    void what_is_asserted_on_is_killed_and_the_rest_is_listed() {
        MutationReport report = SchemaMutations.of(database)
                .kinds(MutationKind.DROP_CHECK, MutationKind.DROP_DEFAULT, MutationKind.DROP_PRIMARY_KEY)
                .run(schema -> assertThat(schema)
                        .table("orders", orders -> orders.hasPrimaryKey("id").check("total_positive")));

        org.assertj.core.api.Assertions.assertThat(report.toString()).isEqualTo("""
                2 of 5 mutants killed (40.0 %)
                  survived (3):
                    drop primary key: constraint "My Shop"."Customers"."Customers_pkey" (with CASCADE, which dropped also \
                constraint public.orders.orders_customer, index "My Shop"."Customers_pkey")
                      ALTER TABLE "My Shop"."Customers" DROP CONSTRAINT "Customers_pkey";
                      would be killed by: assertThat(schema).table("\\"My Shop\\".\\"Customers\\"").hasPrimaryKey("\\"Id\\"", "code");
                    drop check: constraint public.positive."is Positive"
                      ALTER DOMAIN public.positive DROP CONSTRAINT "is Positive";
                      would be killed by: assertThat(schema).domain("public.positive").hasExactlyChecks("\\"is Positive\\"");
                    drop default: column "My Shop"."Customers".code
                      ALTER TABLE "My Shop"."Customers" ALTER COLUMN code DROP DEFAULT;
                      would be killed by: assertThat(schema).table("\\"My Shop\\".\\"Customers\\"").column("code").hasDefault("7");""");
    }

    @Test
    void an_error_kills_too_but_is_told_apart() {
        MutationReport report = SchemaMutations.of(database)
                .kinds(MutationKind.DROP_VIEW)
                .run(schema ->
                        assertThat(schema).query("SELECT total FROM totals").returnsRowCount(1));

        org.assertj.core.api.Assertions.assertThat(report.toString())
                .startsWith("2 of 2 mutants killed (100.0 %)\n  killed by an error, not by an assertion (2):\n")
                .contains("drop view: materialized view public.totals (QueryException: ");
    }

    @Test
    void more_than_the_maximum_are_listed_as_skipped() {
        MutationReport report = SchemaMutations.of(database)
                .kinds(MutationKind.DROP_COLUMN)
                .maximum(1)
                .run(schema -> {});

        org.assertj.core.api.Assertions.assertThat(report.survivors()).hasSize(1);
        org.assertj.core.api.Assertions.assertThat(report.of(Outcome.SKIPPED)).hasSizeGreaterThan(5);
        org.assertj.core.api.Assertions.assertThat(report.toString()).contains("  skipped (");
    }

    @Test
    void what_the_server_refuses_is_not_applied() {
        try (TestDatabase clone = database.copy()) {
            var catalog = Schema.of(clone.dataSource()).catalog();
            Mutant sample =
                    Mutants.of(catalog, EnumSet.of(MutationKind.DROP_INDEX)).get(0);
            Mutant refused =
                    new Mutant(sample.kind(), sample.object(), "ALTER TABLE nope DROP COLUMN x", sample.advice());
            Mutant idle = new Mutant(sample.kind(), sample.object(), "SELECT 1", sample.advice());

            org.assertj.core.api.Assertions.assertThat(MutantApplication.of(refused, clone, catalog))
                    .isEqualTo(new MutantApplication(
                            false, refused.sql(), "42P01 ERROR: relation \"nope\" does not exist"));
            org.assertj.core.api.Assertions.assertThat(MutantApplication.of(idle, clone, catalog))
                    .isEqualTo(new MutantApplication(false, "SELECT 1", "it changes nothing"));
        }
    }

    @Test
    void assertions_that_fail_without_a_mutation_say_nothing() {
        assertThatThrownBy(() -> SchemaMutations.of(database)
                        .run(schema -> assertThat(schema).hasTables("nope")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith("The assertions fail without a mutation: [database]\nExpected these tables");
    }

    @Test
    void the_database_itself_is_left_as_it_is() {
        var before = Schema.of(database.dataSource()).catalog();
        MutationReport report =
                SchemaMutations.of(database).kinds(MutationKind.DROP_INDEX).run(schema -> {});

        org.assertj.core.api.Assertions.assertThat(
                        Schema.of(database.dataSource()).catalog())
                .isEqualTo(before);
        org.assertj.core.api.Assertions.assertThat(report.survivors()).hasSize(3);
        org.assertj.core.api.Assertions.assertThat(report.killed()).isZero();
    }

    @Test
    void of_no_mutant_there_is_no_share() {
        MutationReport nothing = new MutationReport(List.of());

        assertThatIllegalStateException().isThrownBy(nothing::percentKilled);
        org.assertj.core.api.Assertions.assertThat(nothing).hasToString("no mutant was judged");
        org.assertj.core.api.Assertions.assertThat(
                        Arrays.stream(Outcome.values()).filter(Outcome::isKilled))
                .containsExactly(Outcome.KILLED, Outcome.KILLED_BY_ERROR);
    }
}
