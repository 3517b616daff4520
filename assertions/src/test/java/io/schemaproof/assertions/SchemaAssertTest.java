package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static io.schemaproof.catalog.ReferentialAction.NO_ACTION;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class SchemaAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        Vehicles.execute(database, """
                CREATE SCHEMA legacy;
                CREATE TABLE legacy.old (id int);
                CREATE TABLE lines (
                    option_id bigint NOT NULL REFERENCES options (id) DEFERRABLE INITIALLY DEFERRED,
                    place int NOT NULL, status text CONSTRAINT lines_status CHECK (status IN ('new', 'paid')),
                    code text, PRIMARY KEY (option_id, place));
                INSERT INTO lines VALUES (1, 1, 'new', 'a'), (1, 2, 'new', 'a');
                SET CONSTRAINTS ALL IMMEDIATE;
                ALTER TABLE lines ADD CONSTRAINT lines_place CHECK (place > 0) NOT VALID;
                ALTER TABLE lines ADD CONSTRAINT lines_engine FOREIGN KEY (place) REFERENCES engines (id) NOT VALID;
                CREATE INDEX lines_code ON lines (lower(code), place DESC) INCLUDE (status);
                CREATE UNIQUE INDEX lines_new ON lines (code) WHERE status = 'paid';
                CREATE UNIQUE INDEX lines_place_code ON lines (place, code);
                CREATE MATERIALIZED VIEW old_makes AS SELECT 1 AS n WITH NO DATA;
                CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER AS 'SELECT $1 * 2';
                CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1';
                COMMENT ON COLUMN lines.code IS 'the code';""");
        assertThatThrownBy(
                        () -> Vehicles.execute(database, "CREATE UNIQUE INDEX CONCURRENTLY lines_bad ON lines (code)"))
                .isInstanceOf(SQLException.class);
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void tables() {
        assertThat(schema)
                .hasTables("options", "public.engines", "\"Mixed Case\"", "LEGACY.OLD")
                .hasExactlyTables("options", "engines", "empty", "\"Mixed Case\"", "lines", "legacy.old")
                .hasExactlyTablesIn("legacy", "old")
                .hasNoTable("makes")
                .hasNoTable("optoins")
                .hasSchemas("public", "legacy")
                .hasNoSchema("vehicles");

        failsWith(
                () -> assertThat(database).hasExactlyTables("options", "engine", "empty", "\"Mixed Case\"", "lines"),
                """
                [database]
                Expected exactly these tables
                """);
        failsWith(
                () -> assertThat(schema).hasExactlyTables("options", "engine", "empty", "\"Mixed Case\"", "lines"),
                "\n  missing : public.engine\n  extra   : legacy.old, public.engines\n  did you mean public.engines?");
        failsWith(() -> assertThat(schema).hasTables("optoins"), """
                [database]
                Expected these tables
                  expected: public.optoins
                  but was : legacy.old, public."Mixed Case", public.empty, public.engines, public.lines, public.options
                  missing : public.optoins
                  did you mean public.options?""");
        failsWith(() -> assertThat(schema).table("old"), "did you mean legacy.old?");
        failsWith(() -> assertThat(schema).table("makes"), "public.makes exists but is a view.");
        failsWith(() -> assertThat(schema).hasNoTable("options"), "but was : public.options exists");
        failsWith(() -> assertThat(schema).hasNoSchema("legacy"), "but was : it exists, with ");
        failsWith(() -> assertThat(schema).hasSchemas("legasy"), "missing : legasy");
    }

    @Test
    void columns() {
        assertThat(schema)
                .table("options")
                .hasExactlyColumns("price", "make", "year", "id", "engine_id", "created_at")
                .hasExactlyColumnsInOrder("id", "year", "make", "engine_id", "price", "created_at")
                .hasColumns("id")
                .hasNoColumn("colour")
                .column(
                        "id",
                        id -> id.hasType("int8")
                                .isIdentity(ALWAYS)
                                .isNotNullable()
                                .hasNoDefault())
                .column(
                        "make",
                        make -> make.hasType("varchar(100)")
                                .hasDefault("'Unknown'")
                                .isNotIdentity())
                .column("created_at", at -> at.hasType("timestamptz").hasDefault("pg_catalog.now()"))
                .column("price", price -> price.hasType("decimal(10, 2)").isNullable());
        assertThat(schema).table(DSL.table("options")).column(DSL.field("year")).hasType("int");
        assertThat(schema).table("lines").column("code").hasComment("the code");

        failsWith(() -> assertThat(schema).table("options").hasExactlyColumns("id", "yaer"), """
                [table public.options]
                Expected exactly these columns
                  expected: id, yaer
                  but was : id, year, make, engine_id, price, created_at
                  missing : yaer
                  extra   : year, make, engine_id, price, created_at
                  did you mean year?""");
        failsWith(() -> assertThat(schema).table("engines").hasExactlyColumnsInOrder("name", "id"), "in this order");
        failsWith(() -> assertThat(schema).table("engines").hasColumns("nam"), "missing : nam");
        failsWith(() -> assertThat(schema).table("engines").hasNoColumn("name"), "but was : name text");
        failsWith(() -> assertThat(schema).table("engines").column("nmae"), "did you mean name?");
        failsWith(() -> assertThat(schema).table("options").column("make").hasType("text"), """
                [column public.options.make]
                Expected the type to be text
                  expected: text
                  but was : character varying(100)""");
        failsWith(() -> assertThat(schema).table("options").column("price").isNotNullable(), """
                [column public.options.price]
                Expected the column to be NOT NULL
                  expected: numeric(10,2) NOT NULL
                  but was : numeric(10,2) NULL
                  Suggested: ALTER TABLE public.options ALTER COLUMN price SET NOT NULL;""");
        failsWith(() -> assertThat(schema).table("options").column("year").isNullable(), "integer NOT NULL");
        failsWith(
                () -> assertThat(schema).table("options").column("make").hasDefault("'Any'"),
                "expected: 'Any'::character varying\n  but was : 'Unknown'::character varying");
        failsWith(() -> assertThat(schema).table("options").column("year").hasDefault("2000"), "but was : no default");
        failsWith(() -> assertThat(schema).table("options").column("make").hasNoDefault(), "expected: no default");
        failsWith(
                () -> assertThat(schema).table("options").column("year").isIdentity(ALWAYS),
                "GENERATED ALWAYS AS IDENTITY");
        failsWith(() -> assertThat(schema).table("lines").column("code").hasComment("x"), "but was : the code");
    }

    @Test
    void keys() {
        assertThat(schema)
                .table("lines")
                .hasPrimaryKey("option_id", "place")
                .hasUniqueKey("place", "option_id")
                .hasUniqueKey("code", "place");
        assertThat(schema).table("engines").hasUniqueKey("name");
        assertThat(schema).table("legacy.old").hasNoPrimaryKey();

        failsWith(() -> assertThat(schema).table("lines").hasPrimaryKey("place", "option_id"), """
                [table public.lines]
                Expected a primary key on (place, option_id)
                  expected: PRIMARY KEY (place, option_id)
                  but was : PRIMARY KEY (option_id, place)""");
        failsWith(
                () -> assertThat(schema).table("legacy.old").hasPrimaryKey("id"),
                "Suggested: ALTER TABLE legacy.old ADD PRIMARY KEY (id);");
        failsWith(() -> assertThat(schema).table("lines").hasNoPrimaryKey(), "lines_pkey PRIMARY KEY");
        failsWith(
                () -> assertThat(schema).table("lines").hasUniqueKey("code"),
                "lines_bad UNIQUE btree (code) INVALID; lines_new UNIQUE btree (code) WHERE (status = 'paid'::text)");
        failsWith(() -> assertThat(schema).table("lines").hasUniqueKey("status"), "no index on these columns");
    }

    @Test
    void foreign_keys() {
        assertThat(schema)
                .table("options")
                .foreignKey(
                        "engine_id",
                        key -> key.references("engines", "id")
                                .onDelete(SET_NULL)
                                .onUpdate(NO_ACTION)
                                .isValidated()
                                .isNotDeferrable()
                                .isCoveredByIndex())
                .hasNoForeignKey("year");
        assertThat(schema)
                .table("lines")
                .foreignKey(on("option_id"))
                .isInitiallyDeferred()
                .isCoveredByIndex();

        failsWith(
                () -> assertThat(schema)
                        .table("options")
                        .because("erasing must erase")
                        .foreignKey("engine_id")
                        .onDelete(CASCADE),
                """
                [table public.options · foreign key options_engine_id_fkey]
                Expected the foreign key to do CASCADE on delete because erasing must erase
                  expected: (engine_id) REFERENCES public.engines(id) ON DELETE CASCADE
                  but was : (engine_id) REFERENCES public.engines(id) ON DELETE SET NULL""");
        failsWith(
                () -> assertThat(schema)
                        .table("options")
                        .foreignKey("engine_id")
                        .references("options", "id"),
                "expected: REFERENCES public.options(id)\n  but was : REFERENCES public.engines(id)");
        failsWith(
                () -> assertThat(schema)
                        .table("options")
                        .foreignKey("engine_id")
                        .references("nothing", "id"),
                "There is no table nothing.");
        failsWith(
                () -> assertThat(schema)
                        .table("options")
                        .foreignKey("engine_id")
                        .isDeferrable(),
                "but was : NOT DEFERRABLE");
        failsWith(
                () -> assertThat(schema).table("options").foreignKey("year"),
                "Foreign keys of the table: options_engine_id_fkey FOREIGN KEY");
        failsWith(
                () -> assertThat(schema).table("options").hasNoForeignKey("engine_id"),
                "but was : options_engine_id_fkey");
        failsWith(
                () -> assertThat(schema).table("lines").foreignKey("place").isValidated(),
                "expected: validated\n  but was : NOT VALID\n  Suggested: ALTER TABLE public.lines VALIDATE CONSTRAINT lines_engine;");
    }

    @Test
    void the_planner_says_whether_an_index_covers_a_foreign_key() throws SQLException {
        try (TestDatabase own = TestDatabase.create(database.server())) {
            Vehicles.execute(
                    own,
                    "CREATE TABLE p (id int PRIMARY KEY);\n  CREATE TABLE c (a int REFERENCES p, b int REFERENCES p, d int REFERENCES p, e int REFERENCES p);\n  CREATE INDEX ON c (a) WHERE a IS NOT NULL;\n  CREATE INDEX ON c (b) WHERE b > 5;\n  CREATE INDEX ON c (a, d);\n  CREATE INDEX ON c (e, a);");
            assertThat(own).table("c").foreignKey("a").isCoveredByIndex();
            assertThat(own).table("c").foreignKey("e").isCoveredByIndex();
            failsWith(
                    () -> assertThat(own).table("c").foreignKey("b").isCoveredByIndex(),
                    "none that the planner can use");
            failsWith(
                    () -> assertThat(own).table("c").foreignKey("d").isCoveredByIndex(),
                    "Suggested: CREATE INDEX ON public.c (d);");
        }
    }

    @Test
    void checks() {
        assertThat(schema)
                .table("lines")
                .check(
                        "lines_status",
                        check -> check.hasExpression("status in ('new','paid')").isValidated());

        failsWith(() -> assertThat(schema).table("lines").check("lines_status").hasExpression("status = 'new'"), """
                [table public.lines · check lines_status]
                Expected the condition to be status = 'new'
                  expected: (status = 'new'::text)
                  but was : (status = ANY (ARRAY['new'::text, 'paid'::text]))""");
        failsWith(() -> assertThat(schema).table("lines").check("lines_place").isValidated(), "but was : NOT VALID");
        failsWith(() -> assertThat(schema).table("lines").check("lines_palce"), "did you mean lines_place?");
    }

    @Test
    void indexes() {
        assertThat(schema)
                .table("options")
                .hasIndexes("idx_options_year_make", "idx_options_cheap")
                .hasExactlyIndexes("options_pkey", "idx_options_year_make", "idx_options_cheap", "idx_options_engine")
                .hasNoIndex("idx_options_year")
                .index(
                        "idx_options_year_make",
                        index -> index.isOn("year", "make")
                                .isNotUnique()
                                .isNotPartial()
                                .isValid()
                                .isBtree())
                .index(on("price"), index -> index.isPartial("price < 10"));
        assertThat(schema)
                .table("lines")
                .index(on("lower(code)", "place DESC"))
                .includes("status")
                .isOn("LOWER(code)", "place desc nulls first");
        assertThat(schema).index("lines_new").isUniqueWhere("status = 'paid'");

        failsWith(
                () -> assertThat(schema)
                        .table("options")
                        .index("idx_options_year_make")
                        .isOn("make", "year"),
                """
                [table public.options · index idx_options_year_make]
                Expected the index to be on (make, year)
                  expected: (make, year)
                  but was : (year, make)""");
        failsWith(
                () -> assertThat(schema).index("lines_code").isOn("lower(code)", "place"),
                "but was : (lower(code), place DESC)");
        failsWith(() -> assertThat(schema).index("lines_code").includes("place"), "but was : INCLUDE (status)");
        failsWith(() -> assertThat(schema).index("lines_code").isUnique(), "but was : not unique");
        failsWith(() -> assertThat(schema).index("lines_new").isNotUnique(), "but was : UNIQUE");
        failsWith(() -> assertThat(schema).index("lines_new").isNotPartial(), "partial: WHERE (status = 'paid'::text)");
        failsWith(
                () -> assertThat(schema).index("lines_new").isPartial("status = 'new'"),
                "expected: (status = 'new'::text)");
        failsWith(() -> assertThat(schema).index("lines_new").hasMethod("gin"), "but was : btree");
        failsWith(
                () -> assertThat(schema).index("lines_bad").isValid(),
                "Suggested: DROP INDEX CONCURRENTLY public.lines_bad;");
        failsWith(() -> assertThat(schema).table("lines").hasIndexes("lines_bad"), "but was : INVALID");
        failsWith(
                () -> assertThat(schema).table("options").hasIndexes("idx_options_yaer_make"),
                "did you mean idx_options_year_make?");
        failsWith(
                () -> assertThat(schema).table("engines").hasExactlyIndexes("engines_pkey"),
                "extra   : engines_name_key");
        failsWith(
                () -> assertThat(schema).table("engines").hasNoIndex("engines_pkey"), "but was : CREATE UNIQUE INDEX");
        failsWith(
                () -> assertThat(schema).table("options").index(on("make")),
                "Indexes of the table: idx_options_cheap btree (price) WHERE");
    }

    @Test
    void functions() {
        assertThat(schema)
                .function(
                        "get_makes_for_year(int)",
                        function -> function.returns("TABLE (make varchar)")
                                .hasArgumentNames("p_year")
                                .hasLanguage("sql")
                                .isStable()
                                .isSecurityInvoker())
                .hasNoFunction("get_makes");
        assertThat(schema).function("get_makes_for_year").isStable();
        assertThat(schema)
                .function("twice(integer)")
                .returns("int4")
                .isImmutable()
                .isStrict()
                .isSecurityDefiner();
        assertThat(schema).function("twice(text)").isVolatile();

        failsWith(() -> assertThat(schema).function("get_makes_for_year").returns("SETOF text"), """
                [function public.get_makes_for_year(integer)]
                Expected the function to return SETOF text
                  expected: SETOF text
                  but was : TABLE(make character varying)""");
        failsWith(
                () -> assertThat(schema).function("get_makes_for_year").hasArgumentNames("year"),
                "expected: (year)\n  but was : (p_year)\n  Arguments: p_year integer");
        failsWith(() -> assertThat(schema).function("get_makes_for_year").isImmutable(), "but was : STABLE");
        failsWith(() -> assertThat(schema).function("get_makes_for_year").hasLanguage("plpgsql"), "but was : sql");
        failsWith(() -> assertThat(schema).function("get_makes_for_year").isStrict(), "CALLED ON NULL INPUT");
        failsWith(() -> assertThat(schema).function("get_makes_for_year").isSecurityDefiner(), "SECURITY INVOKER");
        failsWith(() -> assertThat(schema).function("twice"), "2: public.twice(integer), public.twice(text)");
        failsWith(() -> assertThat(schema).function("twice(date)"), "other arguments: public.twice(integer)");
        failsWith(
                () -> assertThat(schema).function("get_makes_for_yaer(integer)"),
                "did you mean public.get_makes_for_year(integer)");
        failsWith(() -> assertThat(schema).hasNoFunction("twice"), "but was : public.twice(integer) exists");
    }

    @Test
    void views() {
        assertThat(schema)
                .view(
                        "makes",
                        view -> view.hasExactlyColumns("make")
                                .hasColumns("make")
                                .column("make", make -> make.hasType("varchar(100)")));
        assertThat(schema).hasNoView("options").view("makes").rows().hasCount(53);

        failsWith(() -> assertThat(schema).view("makes").hasExactlyColumns("name"), "missing : name");
        failsWith(() -> assertThat(schema).view("makes").isMaterialized(), "but was : a plain view");
        failsWith(() -> assertThat(schema).view("old_makes").isMaterialized(), "but was : not populated");
        failsWith(() -> assertThat(schema).view("mekes"), "did you mean public.makes?");
        failsWith(() -> assertThat(schema).view("options"), "public.options exists but is a table.");
        failsWith(() -> assertThat(schema).hasNoView("makes"), "public.makes exists");
    }

    @Test
    void rows_and_queries_are_reached_from_here() {
        assertThat(schema)
                .rows("engines", engines -> engines.hasCount(100))
                .rows("options")
                .hasCount(10_000);
        assertThat(schema)
                .table("engines")
                .rows(rows -> rows.isUniqueOn("name"))
                .rows()
                .column("name")
                .hasNoNulls();
        assertThat(schema)
                .query("SELECT count(*) FROM options WHERE year = ?", 2000)
                .returnsExactly(213);
    }

    @Test
    void all_failures_of_a_nested_table_come_together_in_order() {
        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> assertThat(schema)
                        .table(
                                "options",
                                options -> options.hasColumns("a")
                                        .column(
                                                "year",
                                                year -> year.hasType("text").isNullable())
                                        .hasNoIndex("options_pkey")
                                        .column("nothing")
                                        .hasType("never reached")))
                .satisfies(error -> org.assertj.core.api.Assertions.assertThat(error.getFailures())
                        .extracting(failure -> String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElseThrow())
                        .containsExactly(
                                "[table public.options]",
                                "[column public.options.year]",
                                "[column public.options.year]",
                                "[table public.options]",
                                "[table public.options]"));
    }

    private static void failsWith(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionFailedError.class).hasMessageContaining(message);
    }
}
