package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static io.schemaproof.catalog.ForeignKey.MatchType.FULL;
import static io.schemaproof.catalog.ForeignKey.MatchType.SIMPLE;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static io.schemaproof.catalog.ReferentialAction.NO_ACTION;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConstraintAssertTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TABLE tenant (id int, "Key" int, name text, PRIMARY KEY (id, "Key") INCLUDE (name));
                CREATE TABLE booking (
                    id int CONSTRAINT booking_pk PRIMARY KEY,
                    tenant_id int, tenant_key int, code text, room int, during int4range, cancelled boolean,
                    CONSTRAINT booking_tenant FOREIGN KEY (tenant_id, tenant_key) REFERENCES tenant (id, "Key")
                        MATCH FULL ON DELETE CASCADE ON UPDATE NO ACTION,
                    CONSTRAINT booking_code UNIQUE (code) DEFERRABLE,
                    CONSTRAINT booking_room UNIQUE (room, code) INCLUDE (id),
                    CONSTRAINT booking_overlap EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled)
                        DEFERRABLE INITIALLY DEFERRED);
                COMMENT ON CONSTRAINT booking_code ON booking IS 'as printed';
                CREATE TABLE loose (a int, b int, CONSTRAINT loose_x EXCLUDE USING btree (a WITH =));
                CREATE TABLE twice (a int REFERENCES booking, CONSTRAINT again FOREIGN KEY (a) REFERENCES booking (id));
                ALTER TABLE twice DISABLE TRIGGER ALL;""");
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void which_constraints_there_are() {
        assertThat(schema)
                .table("booking")
                .hasExactlyConstraints(
                        "booking_pk", "booking_tenant", "booking_code", "booking_room", "booking_overlap")
                .hasNoConstraint("booking_pkey");

        failsSaying(
                () -> assertThat(schema).table("tenant").hasExactlyConstraints("tenant_key"),
                "missing : tenant_key\n  extra   : tenant_pkey\n  did you mean tenant_pkey?");
        failsSaying(
                () -> assertThat(schema).table("booking").hasNoConstraint("booking_pk"), "but was : PRIMARY KEY (id)");
    }

    @Test
    void primary_keys() {
        assertThat(schema)
                .table("tenant")
                .primaryKey(key -> key.isOn("id", "\"Key\"").includes("name").isNotDeferrable());
        assertThat(schema).table("booking").primaryKey().hasName("booking_pk").includes();

        failsWith(() -> assertThat(schema).table("tenant").primaryKey().isOn("\"Key\"", "id"), """
                [table public.tenant · primary key tenant_pkey]
                Expected a primary key on ("Key", id)
                  expected: PRIMARY KEY ("Key", id)
                  but was : PRIMARY KEY (id, "Key")""");
        failsSaying(() -> assertThat(schema).table("tenant").primaryKey().includes(), "but was : INCLUDE (name)");
        failsSaying(() -> assertThat(schema).table("twice").primaryKey(), "but was : no primary key");
        failsSaying(
                () -> assertThat(schema).table("booking").primaryKey().hasName("pk"),
                "Suggested: ALTER TABLE public.booking RENAME CONSTRAINT booking_pk TO pk;");
    }

    @Test
    void unique_constraints() throws SQLException {
        assertThat(schema)
                .table("booking")
                .hasUniqueConstraint("code", "room")
                .uniqueConstraint(
                        on("code", "room"),
                        key -> key.isOn("room", "code").includes("id").isNullsDistinct())
                .uniqueConstraint("booking_code")
                .isDeferrable()
                .hasComment("as printed");

        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .uniqueConstraint("booking_room")
                        .isOn("code", "room"),
                "expected: UNIQUE (code, room)\n  but was : UNIQUE (room, code)");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .uniqueConstraint("booking_room")
                        .includes("code"),
                "but was : INCLUDE (id)");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .uniqueConstraint("booking_code")
                        .isNullsNotDistinct(),
                "expected: NULLS NOT DISTINCT\n  but was : NULLS DISTINCT");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .uniqueConstraint("booking_code")
                        .isNotDeferrable(),
                "but was : DEFERRABLE INITIALLY IMMEDIATE");
        failsSaying(
                () -> assertThat(schema).table("booking").uniqueConstraint("booking_tenant"),
                "It exists but is a foreign key constraint: FOREIGN KEY");
        failsSaying(
                () -> assertThat(schema).table("booking").uniqueConstraint(on("cancelled")),
                "but was : no index on these columns");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .uniqueConstraint("booking_code")
                        .hasComment("x"),
                "Suggested: COMMENT ON CONSTRAINT booking_code ON public.booking IS 'x';");
        assumeTrue(Shop.version(database) >= 15, "NULLS NOT DISTINCT came with 15");
        try (TestDatabase own = Shop.create("CREATE TABLE u (a int UNIQUE NULLS NOT DISTINCT)")) {
            assertThat(own).table("u").uniqueConstraint(on("a")).isNullsNotDistinct();
            assertThat(own).table("u").index(on("a")).isNullsNotDistinct();
        }
    }

    @Test
    void what_is_not_enforced_is_so_only_by_its_word() throws SQLException {
        assumeTrue(Shop.version(database) >= 18, "NOT ENFORCED came with 18");
        try (TestDatabase own = Shop.create("CREATE TABLE t (n int CONSTRAINT c CHECK (n > 0) NOT ENFORCED)")) {
            assertThat(own).table("t").check("c").isNotEnforced();
            failsSaying(() -> assertThat(own).table("t").check("c").isEnforced(), "but was : NOT ENFORCED");
            failsSaying(
                    () -> assertThat(own).table("t").check("c").hasName("c"),
                    "If that is meant, say allowingNotValid() or isNotEnforced() before.");
            String repair = "ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (n > 0);";
            failsSaying(() -> assertThat(own).table("t").hasCheck("n > 0"), "Suggested: " + repair);
            Shop.execute(own, repair);
            assertThat(own).table("t").hasCheck("n > 0");
        }
    }

    @Test
    void foreign_keys() throws SQLException {
        assertThat(schema)
                .table("booking")
                .foreignKey(
                        on("tenant_id", "tenant_key"),
                        key -> key.isOn("tenant_id", "tenant_key")
                                .references("tenant", "id", "\"Key\"")
                                .references(DSL.table("tenant"), "id", "\"Key\"")
                                .hasMatch(FULL)
                                .onDelete(CASCADE)
                                .onUpdate(NO_ACTION)
                                .isValidated()
                                .isNotDeferrable())
                .foreignKeyNamed("booking_tenant")
                .hasName("booking_tenant");

        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .foreignKeyNamed("booking_tenant")
                        .hasMatch(SIMPLE),
                "expected: MATCH SIMPLE\n  but was : MATCH FULL");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .foreignKeyNamed("booking_tenant")
                        .isOn("tenant_id"),
                "but was : (tenant_id, tenant_key)");
        failsSaying(
                () -> assertThat(schema).table("booking").foreignKeyNamed("booking_tenand"),
                "did you mean booking_tenant?");
        failsSaying(() -> assertThat(schema).table("twice").foreignKey("a"), "but was : 2 foreign keys");
        failsSaying(() -> assertThat(schema).table("twice").foreignKey(DSL.field("a")), "but was : 2 foreign keys");
        failsSaying(
                () -> assertThat(schema).table("twice").foreignKeyNamed("again").references("booking", "id"),
                "but was : its triggers are disabled");
        assertThat(schema)
                .table("twice")
                .foreignKeyNamed("again")
                .allowingNotValid()
                .references("booking", "id");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .foreignKeyNamed("booking_tenant")
                        .isNotValidated(),
                "expected: NOT VALID\n  but was : validated");
        assertThat(schema).table("booking").foreignKeyNamed("booking_tenant").isEnforced();
        failsSaying(
                () -> assertThat(schema).table("twice").foreignKeyNamed("again").isEnforced(),
                "Expected the foreign key to be enforced\n  expected: enforced\n  but was : its triggers are disabled");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .foreignKeyNamed("booking_tenant")
                        .isNotEnforced(),
                "Expected the foreign key to be NOT ENFORCED\n  expected: NOT ENFORCED\n  but was : enforced");
        assumeTrue(Shop.version(database) >= 15, "SET NULL (columns) came with 15");
        try (TestDatabase own = Shop.create("""
                CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
                CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b))""")) {
            assertThat(own).table("c").foreignKey(on("a", "b")).onDelete(SET_NULL, "b");
            failsSaying(
                    () -> assertThat(own).table("c").foreignKey(on("a", "b")).onDelete(SET_NULL, "a"),
                    "Expected ON DELETE SET NULL to set (a)\n  expected: (a)\n  but was : (b)");
        }
    }

    @Test
    void exclusions() {
        assertThat(schema)
                .table("booking")
                .exclusion(
                        "booking_overlap",
                        overlap -> overlap.hasElements("during WITH &&")
                                .hasMethod("gist")
                                .isPartial("not cancelled")
                                .isInitiallyDeferred());

        failsWith(
                () -> assertThat(schema)
                        .table("booking")
                        .exclusion("booking_overlap")
                        .hasElements("during WITH -|-"),
                """
                [table public.booking · exclusion booking_overlap]
                Expected the exclusion to be of (during WITH -|-)
                  expected: EXCLUDE USING gist (during WITH -|-) WHERE ((NOT cancelled)) DEFERRABLE INITIALLY DEFERRED
                  but was : EXCLUDE USING gist (during WITH &&) WHERE ((NOT cancelled)) DEFERRABLE INITIALLY DEFERRED""");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .exclusion("booking_overlap")
                        .hasMethod("btree"),
                "expected: btree\n  but was : gist");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .exclusion("booking_overlap")
                        .isNotPartial(),
                "but was : partial: WHERE (NOT cancelled)");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .exclusion("booking_overlap")
                        .hasDefinition("EXCLUDE USING gist (during WITH &&)"),
                "expected: EXCLUDE USING gist (during WITH &&)\n  but was : EXCLUDE USING gist (during WITH &&) WHERE");
        failsSaying(
                () -> assertThat(schema).table("booking").exclusion("booking_code"),
                "It exists but is a unique constraint: UNIQUE (code)");
    }

    @Test
    void each_property_of_a_key_can_be_another() throws SQLException {
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .exclusion("booking_overlap")
                        .isPartial("cancelled"),
                "but was : ");
        failsSaying(
                () -> assertThat(schema)
                        .table("booking")
                        .foreignKey(on("tenant_id", "tenant_key"))
                        .onUpdate(ReferentialAction.CASCADE),
                "REFERENCES public.tenant(id, \"Key\") ON UPDATE NO ACTION");
        if (Shop.version(database) >= 15) {
            Shop.execute(database, "CREATE TABLE rare (a int, UNIQUE NULLS NOT DISTINCT (a))");
            failsSaying(
                    () -> assertThat(Schema.of(database.dataSource()))
                            .table("rare")
                            .uniqueConstraint(on("a"))
                            .isNullsDistinct(),
                    "but was : NULLS NOT DISTINCT");
        }
        assertThat(schema)
                .table("loose")
                .exclusion("loose_x")
                .isNotPartial()
                .hasDefinition("EXCLUDE USING btree (a WITH =)");
    }
}
