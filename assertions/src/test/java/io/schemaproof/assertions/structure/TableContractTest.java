package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.contract.ColumnContract.column;
import static io.schemaproof.assertions.contract.ForeignKeyContract.foreignKey;
import static io.schemaproof.assertions.contract.IndexContract.index;
import static io.schemaproof.assertions.contract.PolicyContract.policy;
import static io.schemaproof.assertions.contract.TriggerContract.trigger;
import static io.schemaproof.catalog.Column.Generated.STORED;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.Column.IdentityGeneration.BY_DEFAULT;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static io.schemaproof.catalog.ReferentialAction.RESTRICT;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.contract.RowSecurityContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.contract.TablePart;
import io.schemaproof.assertions.contract.TriggerContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.MultipleFailuresError;

class TableContractTest {

    private static Fixture fixture;

    @BeforeAll
    static void create() throws SQLException {
        fixture = new Fixture("", """
                CREATE SCHEMA "App";
                CREATE TABLE customers (id bigint PRIMARY KEY);
                CREATE TABLE "App"."Order ""Lines" (
                    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
                    agent_id bigint REFERENCES customers ON DELETE SET NULL ON UPDATE RESTRICT,
                    number varchar(20) NOT NULL UNIQUE,
                    "Status" text NOT NULL DEFAULT 'open' CHECK ("Status" IN ('open', 'paid')),
                    total numeric(10, 2) DEFAULT 0,
                    gross numeric GENERATED ALWAYS AS (total * 1.2) STORED,
                    during daterange,
                    CHECK (total >= 0), EXCLUDE USING gist (during WITH &&));
                CREATE INDEX ON "App"."Order ""Lines" (customer_id, total DESC) INCLUDE (number);
                CREATE INDEX ON "App"."Order ""Lines" (lower("Status")) WHERE total > 10;
                CREATE INDEX ON "App"."Order ""Lines" (lower("Status"));
                CREATE UNIQUE INDEX ON "App"."Order ""Lines" (agent_id) WHERE "Status" = 'open';
                CREATE TABLE plain (a int, b text);
                CREATE TABLE orders (id int PRIMARY KEY DEFERRABLE, customer_id int, total int DEFAULT 1, extra text,
                    UNIQUE (total) DEFERRABLE, CHECK (total > 0));
                ALTER TABLE orders ADD CONSTRAINT own FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
                CREATE INDEX orders_total ON orders (total) WHERE total > 3;
                CREATE INDEX orders_extra ON orders (extra);""");
    }

    @AfterAll
    static void drop() throws SQLException {
        fixture.close();
    }

    private static TableContract lines() {
        return TableContract.ofColumns(
                        column("during", "daterange"),
                        column("id", "int").asIdentity(ALWAYS),
                        column("customer_id", "int8").notNull(),
                        column("AGENT_ID", "bigint"),
                        column("number", "varchar(20)").notNull(),
                        column("\"Status\"", "text").notNull().withDefault("'open'"),
                        column("total", "decimal(10,2)").withDefault("0"),
                        column("gross", "numeric").generatedAs(STORED, "total * 1.2"))
                .primaryKey("id")
                .foreignKey(foreignKey("agent_id")
                        .references("customers", "id")
                        .onDelete(SET_NULL)
                        .onUpdate(RESTRICT))
                .foreignKey(foreignKey("customer_id")
                        .references("public.customers", "id")
                        .onDelete(CASCADE))
                .unique("number")
                .check("\"Status\" IN ('open', 'paid')")
                .check("total >= 0")
                .exclusion("EXCLUDE USING gist (during WITH &&)")
                .index(index("customer_id", "total DESC").including("number"))
                .index(index("lower(\"Status\")"))
                .index(index("lower(\"Status\")").where("total > 10"))
                .index(index("agent_id").unique().where("\"Status\" = 'open'"));
    }

    @Test
    void a_table_that_is_what_the_contract_says() {
        assertThat(fixture.schema()).table("\"App\".\"Order \"\"Lines\"").matches(lines());
    }

    @Test
    void all_differences_are_reported_together() {
        TableContract contract = TableContract.ofColumns(
                        column("id", "bigint").asIdentity(BY_DEFAULT),
                        column("customer_id", "int").notNull(),
                        column("total", "int"),
                        column("note", "text"))
                .primaryKey("id")
                .foreignKey(
                        foreignKey("customer_id").references("customers", "id").onDelete(CASCADE))
                .check("note <> ''")
                .index(index("total"));

        assertThatThrownBy(() -> assertThat(fixture.schema()).table("orders").matches(contract))
                .isInstanceOf(MultipleFailuresError.class)
                .hasMessageStartingWith("[table public.orders] (13 failures)")
                .hasMessageContaining("missing : note\n  extra   : extra")
                .hasMessageContaining("Expected the type to be bigint")
                .hasMessageContaining("Expected the column to be an identity column")
                .hasMessageContaining("Expected the column to be NOT NULL")
                .hasMessageContaining("Expected no default")
                .hasMessageContaining("Expected the primary key to be NOT DEFERRABLE")
                .hasMessageContaining("Expected the foreign key to hold for every row")
                .hasMessageContaining("Expected the foreign key to do CASCADE on delete")
                .hasMessageContaining("""
                        Expected no unique constraint besides the contract's
                          expected: no such unique constraint
                          but was : orders_total_key UNIQUE (total) DEFERRABLE
                          Suggested: ALTER TABLE public.orders DROP CONSTRAINT orders_total_key;""")
                .hasMessageContaining("""
                        Expected a contract that fits the table
                          The expected condition note <> '' is not valid here: ERROR: column "note" does not exist""")
                .hasMessageContaining("but was : orders_total_check CHECK ((total > 0))")
                .hasMessageContaining("Expected the index to hold all rows")
                .hasMessageContaining("Suggested: DROP INDEX public.orders_extra;");
    }

    @Test
    void what_the_contract_names_and_the_table_lacks() {
        TableContract contract = TableContract.ofColumns(column("a", "int"), column("b", "text"))
                .primaryKey("a")
                .foreignKey(foreignKey("a").references("customers", "id"))
                .unique("b")
                .check("a > 0")
                .exclusion("EXCLUDE USING hash (b WITH =)")
                .index(index("b"));

        assertThat(fixture.schema())
                .table("plain")
                .matches(TableContract.ofColumns(column("a", "int"), column("b", "text")));
        assertThatThrownBy(() -> assertThat(fixture.schema()).table("plain").matches(contract))
                .hasMessageStartingWith("[table public.plain] (7 failures)")
                .hasMessageContaining("Expected the column to be NOT NULL")
                .hasMessageContaining("Expected a primary key on (a)")
                .hasMessageContaining("Expected one foreign key on (a)")
                .hasMessageContaining("Expected no two rows to agree in (b)")
                .hasMessageContaining("Expected a check a > 0")
                .hasMessageContaining("missing : EXCLUDE USING hash (b WITH =)")
                .hasMessageContaining("Expected index (b) to exist");
    }

    @Test
    void triggers_and_row_security_are_compared_where_the_contract_has_them() throws SQLException {
        fixture.execute("""
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TABLE guarded (a int, b text);
                CREATE TRIGGER touched BEFORE UPDATE OF b ON guarded FOR EACH ROW WHEN (old.a > 0) EXECUTE FUNCTION touch();
                ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
                CREATE POLICY mine ON guarded FOR SELECT USING (b = current_user);""");
        TableContract silent = TableContract.ofColumns(column("a", "int"), column("b", "text"));
        TriggerContract touched =
                trigger("touched", "before update of b for each row when (old.a > 0) execute procedure touch()");
        fixture.schema().refresh();
        TableAssert guarded = assertThat(fixture.schema()).table("guarded");

        guarded.matches(silent)
                .matches(silent.trigger(touched))
                .matches(silent.rowSecurity(RowSecurityContract.enabled(
                        policy("mine").forCommand("select").using("b = CURRENT_USER"))));
        assertThatThrownBy(() -> guarded.matches(silent.only(TablePart.TRIGGERS, TablePart.ROW_SECURITY)))
                .hasMessageContaining("extra   : touched")
                .hasMessageContaining("Expected row level security to be disabled");
        assertThatThrownBy(() -> guarded.matches(silent.trigger(
                        trigger("touched", "BEFORE UPDATE FOR EACH ROW WHEN (old.a > 0) EXECUTE FUNCTION touch()"))))
                .hasMessageContaining("""
                        Expected the trigger touched to be defined so
                          expected: BEFORE UPDATE FOR EACH ROW WHEN ((old.a > 0)) EXECUTE FUNCTION public.touch()
                          but was : BEFORE UPDATE OF b FOR EACH ROW WHEN ((old.a > 0)) EXECUTE FUNCTION public.touch()
                        """);
        assertThatThrownBy(() -> guarded.matches(silent.rowSecurity(
                        RowSecurityContract.forced(policy("mine").to("postgres")))))
                .hasMessageContaining("Expected row level security to hold for the owner too")
                .hasMessageContaining("expected: FOR ALL\n  but was : FOR SELECT")
                .hasMessageContaining("Expected no USING");
    }

    @Test
    void a_contract_that_contradicts_itself_is_refused() {
        assertThatThrownBy(() -> TableContract.ofColumns(column("a", "int"), column("A", "text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A column stands twice in [a, A].");
        assertThatThrownBy(() -> foreignKey("a", "b").references("customers", "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A foreign key on [a, b] cannot reference [id]: name as many columns on both sides.");
    }
}
