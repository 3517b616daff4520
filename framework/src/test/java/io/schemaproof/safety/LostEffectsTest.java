package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trigger did with each write of the application of before, and nothing does any more. */
class LostEffectsTest extends OnTwoDatabases {

    private static final String RULE = "safety.trigger-removed";

    private static final String FILL = """
            ALTER TABLE t ADD COLUMN low text;
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.low := lower(NEW.c); RETURN NEW; END $$;
            CREATE TRIGGER f BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fill();
            """;

    private static final String LOG = """
            CREATE TABLE log (id int, what text);
            CREATE FUNCTION put(int, text) RETURNS void LANGUAGE sql AS 'INSERT INTO public.log VALUES ($1, $2)';
            CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF TG_OP = 'DELETE' THEN PERFORM public.put(OLD.id, TG_OP); RETURN NULL; END IF;
              IF TG_OP = 'INSERT' OR NEW.c IS DISTINCT FROM OLD.c THEN PERFORM public.put(NEW.id, TG_OP); END IF;
              RETURN NULL; END $$;
            CREATE TRIGGER l AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION log();
            CREATE TABLE child (t_id int REFERENCES t);
            INSERT INTO child SELECT id FROM t;
            """;

    @Test
    void a_column_that_no_trigger_fills_is_told() throws SQLException {
        Finding finding = only(judge(FILL, LIMIT + "DROP TRIGGER f ON t;"));

        assertThat(finding.rule()).isEqualTo(RULE);
        assertThat(finding.message())
                .startsWith(
                        "The trigger f of public.t is gone: each INSERT that leaves out low has no value in it any more;"
                                + " each INSERT and UPDATE gives low no value of its own any more.\nThe application that runs now leaves it");
        assertThat(finding.object()).contains("public.t.f");
        assertThat(finding.line()).isEqualTo(2);
    }

    @Test
    void a_log_that_nobody_writes_is_told() throws SQLException {
        assertThat(only(judge(LOG, LIMIT + "DROP TRIGGER l ON t; DROP FUNCTION log();"))
                        .message())
                .startsWith(
                        "The trigger l of public.t is gone: each INSERT, UPDATE and DELETE writes nothing into public.log any more.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE OR REPLACE FUNCTION put(int, text) RETURNS void LANGUAGE sql AS 'SELECT'            | each INSERT, UPDATE and DELETE writes nothing into public.log any more
            DROP TRIGGER l ON t; CREATE TRIGGER l AFTER INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION log() | each UPDATE writes nothing into public.log any more
            DROP TRIGGER l ON t; CREATE TRIGGER l AFTER INSERT OR UPDATE OF a OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION log() | each UPDATE writes nothing into public.log any more
            """)
    void a_trigger_that_does_less_is_told(String sql, String what) throws SQLException {
        assertThat(only(judge(LOG, LIMIT + sql + ";")).message())
                .startsWith("The trigger l of public.t does not do what it did: " + what + ".\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TRIGGER l ON t RENAME TO m",
                "DROP TRIGGER l ON t; CREATE TRIGGER l AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION log()",
                "CREATE FUNCTION log2() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.put(1, ''); RETURN NULL; END $$;"
                        + " DROP TRIGGER l ON t; CREATE TRIGGER m AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION log2()",
                "DROP TABLE log CASCADE; DROP TRIGGER l ON t",
                "COMMENT ON FUNCTION log() IS 'all of it'",
                "ALTER TABLE t DISABLE TRIGGER l"
            })
    void what_is_done_otherwise_or_goes_with_its_table_is_not(String sql) throws SQLException {
        assertThat(judge(LOG, LIMIT + sql + ";")).extracting(Finding::rule).doesNotContain(RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t DROP COLUMN low",
                "ALTER TABLE t DROP COLUMN low, ADD COLUMN low text GENERATED ALWAYS AS (lower(c)) STORED"
            })
    void a_column_that_is_gone_or_computed_is_not(String sql) throws SQLException {
        assertThat(judge(FILL, LIMIT + "DROP TRIGGER f ON t; " + sql + ";"))
                .extracting(Finding::rule)
                .doesNotContain(RULE);
    }

    @Test
    void of_a_trigger_whose_work_nobody_sees_it_is_told_that_it_is_gone() throws SQLException {
        String guard = """
                CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  IF NEW.a < 0 THEN RAISE EXCEPTION 'too small'; END IF; RETURN NEW; END $$;
                CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION guard();
                """;

        assertThat(only(judge(guard, LIMIT + "DROP TRIGGER g ON t;")).message())
                .startsWith(
                        "The trigger g of public.t is gone, and no other one has its place. What it did was not seen on the rows here:"
                                + " it may have refused some, or told somebody of them.\n");
        assertThat(judge(guard, LIMIT + "DROP TRIGGER g ON t; ALTER TABLE t ADD CHECK (a >= 0) NOT VALID;"))
                .extracting(Finding::rule)
                .containsExactly("safety.stricter");
    }

    @Test
    void partitions_and_their_triggers_are_one_table() throws SQLException {
        String parts = """
                CREATE TABLE log (id int, at date) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2000-01-01') TO (MAXVALUE);
                CREATE TABLE e (id int, a int) PARTITION BY LIST (a);
                CREATE TABLE e_1 PARTITION OF e DEFAULT;
                INSERT INTO e SELECT n, n FROM generate_series(1, 10) n;
                CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN INSERT INTO public.log VALUES (NEW.id, current_date); RETURN NULL; END $$;
                CREATE TRIGGER l AFTER INSERT ON e FOR EACH ROW EXECUTE FUNCTION log();
                """;

        assertThat(of(judge(parts, LIMIT + "DROP TRIGGER l ON e;"), RULE).message())
                .startsWith(
                        "The trigger l of public.e is gone: each INSERT writes nothing into public.log any more.\n");
        assertThat(
                        judge(
                                parts,
                                LIMIT
                                        + "CREATE TRIGGER m AFTER INSERT ON e FOR EACH ROW EXECUTE FUNCTION log(); DROP TRIGGER l ON e;"))
                .extracting(Finding::rule)
                .doesNotContain(RULE);
    }

    @Test
    void a_rule_that_wrote_into_another_table_is_told() throws SQLException {
        String rule =
                "CREATE TABLE log (id int); CREATE RULE l AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (NEW.id);";

        assertThat(only(judge(rule, LIMIT + "DROP RULE l ON t;")).message())
                .startsWith("The rule l of public.t is gone: each UPDATE writes nothing into public.log any more.\n");
        assertThat(judge(rule, LIMIT + "ALTER RULE l ON t RENAME TO m;")).isEmpty();
    }
}
