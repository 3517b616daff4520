package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static io.schemaproof.assertions.structure.TriggerEvent.DELETE;
import static io.schemaproof.assertions.structure.TriggerEvent.INSERT;
import static io.schemaproof.assertions.structure.TriggerEvent.TRUNCATE;
import static io.schemaproof.assertions.structure.TriggerEvent.UPDATE;
import static io.schemaproof.assertions.structure.TriggerEvent.updateOf;
import static io.schemaproof.assertions.structure.TriggerTiming.AFTER;
import static io.schemaproof.assertions.structure.TriggerTiming.BEFORE;
import static io.schemaproof.assertions.structure.TriggerTiming.INSTEAD_OF;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TriggerAssertTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE SCHEMA audit;
                CREATE TABLE orders (id int PRIMARY KEY, status text, "T WHEN (" text);
                CREATE VIEW v AS SELECT id FROM orders;
                CREATE FUNCTION audit.log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE FUNCTION audit.ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE TRIGGER orders_audit AFTER INSERT OR UPDATE OF status, id ON orders FOR EACH ROW
                    WHEN (NEW.status IN ('a)', 'b''(') AND NEW."T WHEN (" IS NULL) EXECUTE FUNCTION audit.log('x', 'it''s');
                CREATE TRIGGER totals AFTER UPDATE ON orders REFERENCING OLD TABLE AS before NEW TABLE AS "After"
                    FOR EACH STATEMENT EXECUTE FUNCTION audit.log();
                CREATE TRIGGER guard BEFORE DELETE OR TRUNCATE ON orders EXECUTE FUNCTION audit.log();
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION audit.log();
                CREATE TRIGGER v_insert INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION audit.log();
                COMMENT ON TRIGGER guard ON orders IS 'nothing goes';
                CREATE EVENT TRIGGER schemaproof_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
                    EXECUTE FUNCTION audit.ddl();
                CREATE EVENT TRIGGER schemaproof_all ON sql_drop EXECUTE FUNCTION audit.ddl();
                CREATE EVENT TRIGGER schemaproof_off ON sql_drop EXECUTE FUNCTION audit.ddl();
                ALTER EVENT TRIGGER schemaproof_off DISABLE;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    private static TriggerAssert trigger(String name) {
        return assertThat(db.schema()).table("orders").trigger(name);
    }

    @Test
    void which_there_are() {
        assertThat(db.schema())
                .table("orders")
                .hasExactlyTriggers("orders_audit", "totals", "guard", "late")
                .hasNoTrigger("v_insert")
                .hasExactlyRules()
                .hasNoRule("guard");

        failsWith(() -> assertThat(db.schema()).table("orders").hasExactlyTriggers("gaurd", "totals", "late"), """
                [table public.orders]
                Expected exactly these triggers
                  expected: gaurd, totals, late
                  but was : guard, late, orders_audit, totals
                  missing : gaurd
                  extra   : guard, orders_audit
                  did you mean guard?""");
        failsWith(() -> assertThat(db.schema()).table("orders").hasNoTrigger("guard"), """
                [table public.orders]
                Expected no trigger guard
                  expected: no such trigger
                  but was : it exists
                  Suggested: DROP TRIGGER guard ON public.orders;""");
        failsWith(() -> assertThat(db.schema()).table("orders").hasExactlyRules("audit"), """
                [table public.orders]
                Expected exactly these rules
                  expected: audit
                  but was : none
                  missing : audit""");
    }

    @Test
    void timing_events_and_level() {
        trigger("orders_audit")
                .fires(AFTER)
                .on(INSERT, updateOf("id", "status"))
                .forEachRow();
        trigger("guard").fires(BEFORE).on(DELETE, TRUNCATE).forEachStatement().hasComment("nothing goes");
        assertThat(db.schema()).view("v").trigger("v_insert").fires(INSTEAD_OF).on(INSERT);

        failsWith(() -> trigger("orders_audit").on(INSERT, UPDATE), """
                [trigger public.orders.orders_audit]
                Expected the trigger to fire on exactly these events
                  expected: INSERT, UPDATE
                  but was : INSERT, UPDATE OF id, status
                  missing : UPDATE
                  extra   : UPDATE OF id, status""");
        failsWith(() -> trigger("guard").fires(AFTER), "  expected: AFTER\n  but was : BEFORE");
        failsWith(() -> trigger("guard").forEachRow(), "but was : FOR EACH STATEMENT");
        failsWith(() -> trigger("orders_audit").forEachStatement(), "but was : FOR EACH ROW");
        failsWith(() -> trigger("odrers_audit"), "did you mean orders_audit?");
    }

    @Test
    void conditions_are_compared_in_the_servers_writing() {
        trigger("orders_audit").when("new.status = any (array['a)', 'b''(']) and new.\"T WHEN (\" is null");
        trigger("guard").hasNoCondition();

        failsWith(() -> trigger("orders_audit").when("NEW.status = 'a'"), """
                Expected the trigger's condition
                  expected: (new.status = 'a'::text)
                  but was : ((new.status = ANY (ARRAY['a)'::text, 'b''('::text])) AND (new."T WHEN (" IS NULL))""");
        failsWith(() -> trigger("guard").when("true"), "but was : no condition");
        failsWith(() -> trigger("orders_audit").hasNoCondition(), "expected: no condition");
    }

    @Test
    void functions_and_their_arguments() {
        trigger("orders_audit").calls("audit.log", "x", "it's");
        trigger("guard").calls("audit.log").calls("audit.log()");

        failsWith(() -> trigger("orders_audit").calls("audit.log", "x"), """
                Expected the trigger to call audit.log
                  expected: audit.log('x')
                  but was : audit.log('x', 'it''s')""");
        failsWith(() -> trigger("guard").calls("public.log"), "expected: public.log()\n  but was : audit.log()");
    }

    @Test
    void transition_tables_and_constraint_triggers() {
        trigger("totals").hasOldTable("before").hasNewTable("\"After\"");
        trigger("late").isInitiallyDeferredConstraint().isEnabled().hasState(TriggerState.ORIGIN);

        failsWith(() -> trigger("totals").hasOldTable("old_rows"), "expected: old_rows\n  but was : before");
        failsWith(() -> trigger("guard").hasNewTable("x"), "but was : none");
        failsWith(() -> trigger("late").isDeferrableConstraint(), """
                  expected: CONSTRAINT DEFERRABLE INITIALLY IMMEDIATE
                  but was : CONSTRAINT DEFERRABLE INITIALLY DEFERRED""");
        failsWith(() -> trigger("guard").isNotDeferrableConstraint(), "but was : no constraint trigger");
        failsWith(() -> trigger("guard").hasState(TriggerState.ALWAYS), "expected: ALWAYS\n  but was : ORIGIN");
    }

    @Test
    void event_triggers() {
        assertThat(db.schema())
                .eventTrigger("schemaproof_ddl")
                .isOn("ddl_command_end")
                .hasExactlyTags("drop table", "CREATE TABLE")
                .calls("audit.ddl");
        assertThat(db.schema()).eventTrigger("schemaproof_all").hasNoTags();

        failsWith(() -> assertThat(db.schema()).eventTrigger("schemaproof_off"), """
                [event trigger schemaproof_off]
                Expected the event trigger to be enabled
                  expected: enabled
                  but was : DISABLED
                  Suggested: ALTER EVENT TRIGGER schemaproof_off ENABLE;""");
        failsWith(
                () -> assertThat(db.schema()).eventTrigger("schemaproof_ddl").isOn("sql_drop"),
                "but was : ddl_command_end");
        failsWith(() -> assertThat(db.schema()).eventTrigger("schemaproof_ddl").hasNoTags(), "extra   : ");
        failsWith(
                () -> assertThat(db.schema()).eventTrigger("schemaproof_all").hasExactlyTags("DROP TABLE"),
                "missing : DROP TABLE");
        failsWith(
                () -> assertThat(db.schema()).eventTrigger("schemaproof_all").calls("audit.log"),
                "but was : audit.ddl()");
        failsWith(() -> assertThat(db.schema()).eventTrigger("schemaproof_any"), "did you mean schemaproof_");
    }

    @Test
    void each_state_and_each_kind_can_be_another() throws SQLException {
        assertThat(db.schema()).eventTrigger("schemaproof_all").isEnabled();
        assertThat(db.schema())
                .eventTrigger("schemaproof_all", all -> all.isOn("sql_drop").isEnabled());
        assertThat(db.schema()).view("v").trigger("v_insert", insert -> insert.fires(TriggerTiming.INSTEAD_OF));

        db.execute("""
                CREATE CONSTRAINT TRIGGER soon AFTER INSERT ON orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION audit.log();
                CREATE CONSTRAINT TRIGGER now AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit.log();
                CREATE RULE silent AS ON DELETE TO v DO INSTEAD NOTHING;
                CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING;""");
        trigger("soon").isDeferrableConstraint().hasNoComment();
        trigger("now").isNotDeferrableConstraint();
        assertThat(db.schema()).view("v").rule("silent");
        failsWith(() -> assertThat(db.schema()).table("orders").hasNoRule("quiet"), "Expected no rule quiet");
        db.execute(
                "DROP TRIGGER soon ON orders; DROP TRIGGER now ON orders; DROP RULE silent ON v; DROP RULE quiet ON orders");
        failsWith(() -> assertThat(db.schema()).eventTrigger("schemaproof_off").isEnabled(), "but was : DISABLED");
        failsWith(() -> trigger("guard").isInitiallyDeferredConstraint(), "but was : no constraint trigger");
        failsWith(() -> assertThat(db.schema()).table("orders").triggerInAnyState("gaurd"), "did you mean guard?");
        failsWith(
                () -> assertThat(db.schema()).eventTrigger("schemaproof_all", all -> all.isOn("login")),
                "but was : sql_drop");
        failsWith(() -> assertThat(db.schema()).view("v").trigger("v_inser"), "did you mean v_insert?");
    }
}
