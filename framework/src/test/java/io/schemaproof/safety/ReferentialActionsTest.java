package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows that refer to one that is deleted or given another key, where it is another thing than before. */
class ReferentialActionsTest extends OnTwoDatabases {

    private static final String RULE = "safety.referential-action";

    ReferentialActionsTest() {
        super(Hazard.STRICTER, Hazard.NULL_ALLOWED);
    }

    private static String key(String name, String action) {
        return "ALTER TABLE t ADD CONSTRAINT " + name + " FOREIGN KEY (a) REFERENCES p " + action;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                          | ON DELETE CASCADE     | A DELETE in public.p now deletes the rows of public.t that refer to the row, and was refused before: f is ON DELETE CASCADE.
            ON DELETE RESTRICT| ON DELETE SET NULL    | A DELETE in public.p now leaves NULL in (a) of the rows of public.t that refer to the row, and was refused before: f is ON DELETE SET NULL.
            ON DELETE CASCADE | ON DELETE SET DEFAULT | A DELETE in public.p now leaves the default in (a) of the rows of public.t that refer to the row, and deleted them before: f is ON DELETE SET DEFAULT.
            ON DELETE SET NULL| ON DELETE CASCADE     | A DELETE in public.p now deletes the rows of public.t that refer to the row, and left NULL there before: f is ON DELETE CASCADE.
            ON UPDATE CASCADE | ON UPDATE SET NULL    | An UPDATE of a key of public.p now leaves NULL in (a) of the rows of public.t that refer to the row, and gave them the new key before: f is ON UPDATE SET NULL.
            """)
    void another_action_is_told(String was, String is, String message) throws SQLException {
        Finding finding = of(
                judge(
                        key("f", was == null ? "" : was),
                        LIMIT + "ALTER TABLE t DROP CONSTRAINT f;\n" + key("f", is) + " NOT VALID;"),
                RULE);

        assertThat(finding.message())
                .startsWith(message + "\nThe application that runs now was written for the former");
        assertThat(finding.object()).contains("public.t.f");
        assertThat(finding.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE p CASCADE",
                "ALTER TABLE t DROP COLUMN a",
                "ALTER TABLE t RENAME CONSTRAINT f TO g",
                "ALTER TABLE t RENAME a TO b",
                "ALTER TABLE p RENAME TO q",
                "ALTER TABLE t DROP CONSTRAINT f, ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES p ON UPDATE CASCADE NOT VALID",
                "ALTER TABLE t ADD COLUMN d int REFERENCES p ON DELETE CASCADE",
                "CREATE TABLE u (id int REFERENCES p ON DELETE CASCADE)"
            })
    void what_was_meant_by_no_former_application_is_not(String sql) throws SQLException {
        assertThat(judge(key("f", ""), LIMIT + sql)).extracting(Finding::rule).doesNotContain(RULE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none              | ON DELETE CASCADE | and left them as they were before: f is ON DELETE CASCADE.
            ''                | none              | now leaves rows of public.t that refer to nothing, and was refused before: f is gone.
            ON DELETE CASCADE | none              | now leaves rows of public.t that refer to nothing, and deleted them before: f is gone.
            """)
    void a_key_that_is_new_or_gone_is_told(String was, String is, String message) throws SQLException {
        Finding finding = of(
                judge(
                        was == null ? "" : key("f", was),
                        LIMIT + (is == null ? "ALTER TABLE t DROP CONSTRAINT f;" : key("f", is) + " NOT VALID;")),
                RULE);

        assertThat(finding.message()).startsWith("A DELETE in public.p now").contains(message);
    }
}
