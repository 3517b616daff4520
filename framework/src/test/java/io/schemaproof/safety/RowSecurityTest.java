package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that row level security keeps from who had them, or shows to who had them not. */
class RowSecurityTest extends OnTwoDatabases {

    private static final String ON = "ALTER TABLE t ENABLE ROW LEVEL SECURITY;";

    private List<Finding> told(String more, String sql) throws SQLException {
        return judge(more, LIMIT + sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE t DISABLE ROW LEVEL SECURITY;        | safety.row-security-removed | public.t has no row level security any more: whoever may read it reads all rows.\\nA role reads rows
            ALTER POLICY "Own" ON t USING (true);            | safety.row-security-removed | The policy "Own" of public.t lets every row pass now, and did not before.
            DROP POLICY "Own" ON t; CREATE POLICY "Own" ON t FOR SELECT USING (a > 3); | safety.stricter | No policy of public.t lets INSERT, UPDATE and DELETE pass any more: who is not its owner
            ALTER POLICY "Own" ON t USING (a > 5);           | safety.stricter | By the policies of public.t, who is not its owner may SELECT, INSERT, UPDATE and DELETE fewer rows: here 2 of 1997 do not pass any more.
            ALTER POLICY "Own" ON t USING (a > 1);           | safety.row-security-removed | By the policies of public.t, who is not its owner may SELECT, INSERT, UPDATE and DELETE more rows: here 2 of 2000 pass that did not.
            ALTER POLICY "Own" ON t WITH CHECK (a > 5);      | safety.stricter | By the policies of public.t, who is not its owner may INSERT and UPDATE fewer rows: here 2 of 1997 do not pass any more.
            ALTER POLICY "Own" ON t USING ((SELECT t.a) > 3); | |
            DROP POLICY "Own" ON t; CREATE POLICY "Both" ON t USING (a > 3 AND id > 3); | |
            CREATE POLICY more ON t AS RESTRICTIVE USING (true); | |
            CREATE POLICY more ON t FOR SELECT TO pg_monitor USING (true); | |
            """)
    void rows_that_were_kept_apart_are_not_any_more(String sql, String rule, String what) throws SQLException {
        List<Finding> findings =
                told("ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY \"Own\" ON t USING (a > 3);", sql);

        if (rule == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo(rule);
            assertThat(only(findings).severity()).isEqualTo(Severity.WARNING);
            assertThat(only(findings).message()).startsWith(what.replace("\\n", "\n"));
        }
    }

    @Test
    void who_is_not_its_owner_meets_a_policy() throws SQLException {
        Finding finding = only(told("", ON));

        assertThat(finding.rule()).isEqualTo("safety.stricter");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith(
                        "public.t has row level security now: who is not its owner reads and writes what a policy lets pass.\n");
        assertThat(only(told(
                                "",
                                ON
                                        + "CREATE POLICY p ON t USING (true); ALTER TABLE t FORCE ROW LEVEL SECURITY; ALTER POLICY p ON t WITH CHECK (a > 0);"))
                        .message())
                .contains(" lets pass, and so does its owner, for it is forced.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE POLICY p ON t USING (true);                                              | false
            CREATE POLICY p ON t USING (true); ALTER TABLE t FORCE ROW LEVEL SECURITY;      | false
            CREATE POLICY p ON t USING (true); CREATE POLICY q ON t USING (a > 0);          | false
            CREATE POLICY p ON t USING (true) WITH CHECK (a > 0);                           | true
            CREATE POLICY p ON t FOR SELECT USING (true);                                   | true
            CREATE POLICY p ON t FOR SELECT USING (true); CREATE POLICY q ON t FOR INSERT WITH CHECK (true); CREATE POLICY r ON t FOR UPDATE USING (true); CREATE POLICY s ON t FOR DELETE USING (true); | false
            CREATE POLICY p ON t USING (true); CREATE POLICY q ON t AS RESTRICTIVE USING (a > 0); | true
            CREATE POLICY p ON t TO pg_monitor USING (true);                                | true
            GRANT SELECT, INSERT ON t TO pg_monitor; CREATE POLICY p ON t TO pg_monitor USING (true); | false
            GRANT SELECT ON t TO pg_monitor; CREATE POLICY p ON t FOR SELECT USING (true);  | false
            GRANT SELECT, INSERT ON t TO pg_monitor; CREATE POLICY p ON t FOR SELECT USING (true); | true
            GRANT SELECT ON t TO pg_monitor, pg_read_all_settings; CREATE POLICY p ON t TO pg_monitor USING (true); | true
            """)
    void a_policy_that_lets_all_pass_refuses_nothing(String sql, boolean told) throws SQLException {
        assertThat(told("", sql + ON))
                .extracting(Finding::rule)
                .containsExactlyElementsOf(told ? List.of("safety.stricter") : List.of());
    }

    @Test
    void an_owner_meets_a_policy_where_that_is_forced() throws SQLException {
        String own = ON + "CREATE POLICY own ON t USING (a > 3);";
        String force = "ALTER TABLE t FORCE ROW LEVEL SECURITY;";

        Finding finding = only(told(own, force));
        assertThat(finding.rule()).isEqualTo("safety.stricter");
        assertThat(finding.message())
                .startsWith(
                        "The row level security of public.t is forced now: its owner, too, reads and writes what a policy lets pass.\n");
        assertThat(told(own + "CREATE POLICY owner ON t TO CURRENT_USER USING (true);", force))
                .isEmpty();
        assertThat(told(own + force, "ALTER TABLE t NO FORCE ROW LEVEL SECURITY;"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE POLICY more ON t AS RESTRICTIVE USING (a > 9); | The restrictive policy more of public.t is new: what it does not let pass is refused, whatever the others say.
            DROP POLICY two ON t;                                 | The policy two of public.t is gone: rows that it alone let pass are refused, or not found.
            ALTER POLICY two ON t TO pg_monitor;                  | The policy two of public.t is not for PUBLIC any more: rows that it alone let pass are refused, or not found.
            """)
    void less_passes_than_before(String sql, String what) throws SQLException {
        Finding finding =
                only(told(ON + "CREATE POLICY one ON t USING (a > 3); CREATE POLICY two ON t USING (a < 1);", sql));

        assertThat(finding.rule()).isEqualTo("safety.stricter");
        assertThat(finding.object()).contains("public.t");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message()).startsWith(what + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER POLICY two ON t RENAME TO three;",
                "DROP POLICY two ON t; CREATE POLICY three ON t USING (a < 1 AND id > 0);",
                "DROP POLICY one ON t; DROP POLICY two ON t; CREATE POLICY three ON t USING (a < 1 OR a > 3);",
                "CREATE POLICY three ON t USING (a = 2);",
                "ALTER POLICY two ON t USING (a < 0);"
            })
    void what_may_let_the_same_pass_is_not_told(String sql) throws SQLException {
        assertThat(told(ON + "CREATE POLICY one ON t USING (a > 3); CREATE POLICY two ON t USING (a < 1);", sql))
                .isEmpty();
        assertThat(told(
                        ON + "CREATE POLICY one ON t USING (true); CREATE POLICY two ON t USING (a < 1);",
                        "DROP POLICY two ON t;"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP POLICY two ON t; CREATE POLICY three ON t USING (a < 3);",
                "ALTER POLICY two ON t USING (a < 3);"
            })
    void what_lets_more_pass_is_told_as_such(String sql) throws SQLException {
        Finding finding =
                only(told(ON + "CREATE POLICY one ON t USING (a > 3); CREATE POLICY two ON t USING (a < 1);", sql));

        assertThat(finding.rule()).isEqualTo("safety.row-security-removed");
        assertThat(finding.message())
                .startsWith(
                        "By the policies of public.t, who is not its owner may SELECT, INSERT, UPDATE and DELETE more rows:"
                                + " here 2 of 2000 pass that did not.\n");
    }

    @Test
    void a_condition_is_tried_with_what_an_application_sets() throws SQLException {
        String tenants = "ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO pg_monitor;"
                + " CREATE FUNCTION claim() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('jwt.claims', true)::json ->> 'sub' $$;"
                + " CREATE POLICY own ON t TO pg_monitor USING (%s);";
        String setting = tenants.formatted("c = current_setting('app.tenant', true)");
        String claim = tenants.formatted("c = claim()");

        assertThat(only(told(
                                setting,
                                "ALTER POLICY own ON t USING (c = current_setting('app.tenant', true) AND a > 3);"))
                        .message())
                .startsWith(
                        "By the policies of public.t, pg_monitor may SELECT fewer rows: here 1 of 1 do not pass any more,"
                                + " with app.tenant = 'c1'.\n");
        assertThat(only(told(claim, "ALTER POLICY own ON t USING (c = claim() AND a > 3);"))
                        .message())
                .contains("here 1 of 1 do not pass any more, with jwt.claims = '{\"sub\": \"c1\"}'.\n");
        assertThat(told(claim, "ALTER POLICY own ON t USING (c = (SELECT claim()));"))
                .isEmpty();
        assertThat(only(told(
                                tenants.formatted("c = 'nobody'"),
                                "ALTER POLICY own ON t USING (c = 'nobody' AND a > 3);"))
                        .message())
                .startsWith(
                        "The policy own of public.t has another condition, and no row here was seen to fulfil the former one,"
                                + " so that nobody knows which rows it keeps back: (((c)::text = 'nobody'::text) AND (a > 3)).\n");
    }

    @Test
    void what_a_sensitive_column_holds_is_tried_and_not_shown() throws SQLException {
        String own =
                "ALTER TABLE t RENAME c TO access_token; ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO pg_monitor;"
                        + " CREATE POLICY own ON t TO pg_monitor USING (access_token = current_setting('app.token', true));";

        assertThat(only(told(
                                own,
                                "ALTER POLICY own ON t USING (access_token = current_setting('app.token', true) AND a > 3);"))
                        .message())
                .contains(": here 1 of 1 do not pass any more, with app.token = '***'.\n");
    }
}
