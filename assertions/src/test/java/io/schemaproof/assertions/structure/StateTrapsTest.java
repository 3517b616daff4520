package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is there but switched off never passes for something that works. */
class StateTrapsTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TABLE orders (id int, tenant text);
                CREATE TRIGGER off BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER replica BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER always BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
                ALTER TABLE orders DISABLE TRIGGER off, ENABLE REPLICA TRIGGER replica, ENABLE ALWAYS TRIGGER always;
                CREATE POLICY tenant ON orders USING (tenant = current_user);
                CREATE TABLE parts (id int) PARTITION BY LIST (id);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
                CREATE TRIGGER each BEFORE INSERT ON parts FOR EACH ROW EXECUTE FUNCTION f();
                ALTER TABLE parts_1 DISABLE TRIGGER each;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    @Test
    void a_disabled_trigger_fails() {
        assertThat(db.schema()).table("orders").trigger("always").calls("f");
        assertThat(db.schema()).table("orders").triggerInAnyState("off").hasState(TriggerState.DISABLED);

        failsWith(() -> assertThat(db.schema()).table("orders").trigger("off"), """
                [table public.orders]
                Expected trigger off to fire
                  expected: enabled
                  but was : disabled on public.orders
                  Say triggerInAnyState(..) if that is meant.
                  Suggested: ALTER TABLE public.orders ENABLE TRIGGER off;""");
        failsWith(() -> assertThat(db.schema()).table("orders").trigger("off", off -> off.calls("f")), "to fire");
        failsWith(() -> assertThat(db.schema()).table("orders").trigger("replica"), "to fire");
        failsWith(
                () -> assertThat(db.schema())
                        .table("orders")
                        .triggerInAnyState("off")
                        .isEnabled(),
                "disabled on public.orders");
    }

    @Test
    void a_trigger_that_is_disabled_on_a_partition_fails() {
        failsWith(() -> assertThat(db.schema()).table("parts").trigger("each"), "but was : disabled on public.parts_1");
    }

    @Test
    void policies_fail_while_row_security_is_off() throws SQLException {
        String expected = """
                [table public.orders · row security]
                Expected policies that hold
                  expected: enabled
                  but was : row level security is disabled, so no policy does anything
                  Suggested: ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;""";
        failsWith(() -> assertThat(db.schema()).table("orders").rowSecurity().hasExactlyPolicies("tenant"), expected);
        failsWith(() -> assertThat(db.schema()).table("orders").rowSecurity().policy("tenant"), expected);
        failsWith(
                () -> assertThat(db.schema()).table("orders").rowSecurity(r -> r.policy("tenant", p -> {})), expected);

        db.execute("ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY");
        assertThat(db.schema())
                .table("orders")
                .rowSecurity()
                .hasExactlyPolicies("tenant")
                .policy("tenant");
    }
}
