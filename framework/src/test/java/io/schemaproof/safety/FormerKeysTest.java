package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was unique, as the application of before relies on, and is not any more or not by its name. */
class FormerKeysTest extends OnTwoDatabases {

    @Test
    void columns_that_are_not_unique_any_more_are_told() throws SQLException {
        String unique = "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);";

        Finding finding = only(judge(unique, LIMIT + "ALTER TABLE t DROP CONSTRAINT u;"));
        assertThat(finding.rule()).isEqualTo("safety.unique-removed");
        assertThat(finding.message())
                .startsWith("Nothing says any more that (a) is unique in public.t.\nINSERT … ON CONFLICT");
        assertThat(only(judge(unique + "CREATE UNIQUE INDEX v ON t (a);", LIMIT + "ALTER TABLE t DROP CONSTRAINT u;"))
                        .message())
                .startsWith("The unique constraint u of public.t is gone, and only v is left of the same columns.\n");
        assertThat(of(
                                judge(
                                        unique,
                                        LIMIT
                                                + "ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (a) DEFERRABLE;"),
                                "safety.unique-removed")
                        .message())
                .startsWith("What says that (a) is unique in public.t is DEFERRABLE now.");
    }

    @Test
    void what_was_unique_under_a_condition_or_by_an_expression_is_told() throws SQLException {
        String unique = "CREATE UNIQUE INDEX u ON t (a, lower(c)) WHERE id > 5;";

        Finding finding = only(judge(unique, LIMIT + "DROP INDEX u;"));
        assertThat(finding.rule()).isEqualTo("safety.unique-removed");
        assertThat(finding.object()).contains("public.u");
        assertThat(finding.message())
                .startsWith(
                        "Nothing says any more that (a, lower((c)::text)) is unique in public.t, where (id > 5).\nINSERT … ON CONFLICT");
        assertThat(finding.remedy())
                .startsWith(
                        "First deploy an application without ON CONFLICT (a, lower((c)::text)) WHERE (id > 5), which bears duplicates,");
        assertThat(judge(unique, LIMIT + "DROP INDEX u; CREATE INDEX u ON t (a, lower(c)) WHERE id > 5;"))
                .extracting(Finding::rule)
                .contains("safety.unique-removed");
        assertThat(of(
                                judge(
                                        unique,
                                        LIMIT + "DROP INDEX u; CREATE UNIQUE INDEX u ON t (a, lower(c)) WHERE id > 6;"),
                                "safety.unique-removed")
                        .message())
                .startsWith("Nothing says any more that (a, lower((c)::text)) is unique");

        // The server takes one without a condition, too.
        assertThat(judge(unique + "CREATE UNIQUE INDEX v ON t (lower(c), a);", LIMIT + "DROP INDEX u;"))
                .isEmpty();
        assertThat(judge(unique + "CREATE UNIQUE INDEX v ON t (lower(c), a) WHERE id > 5;", LIMIT + "DROP INDEX u;"))
                .isEmpty();
        assertThat(judge(unique, LIMIT + "ALTER INDEX u RENAME TO w; ALTER TABLE t RENAME c TO z;"))
                .extracting(Finding::rule)
                .containsExactly("safety.rename");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE t RENAME CONSTRAINT u TO v;                                      | The unique constraint u of public.t is called v now.
            ALTER INDEX t_pkey RENAME TO "PK";                                           | The primary key t_pkey of public.t is called "PK" now.
            ALTER INDEX i RENAME TO j;                                                   | The unique index i of public.t is called j now.
            CREATE UNIQUE INDEX w ON t (a); ALTER TABLE t DROP CONSTRAINT u;             | The unique constraint u of public.t is called w now.
            CREATE UNIQUE INDEX w ON t (a); ALTER TABLE t DROP CONSTRAINT u; ALTER INDEX w RENAME TO u; | The unique constraint u of public.t is an index alone now.
            CREATE UNIQUE INDEX w ON t (a); ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE USING INDEX w; |
            ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i; ALTER TABLE t RENAME CONSTRAINT k TO i; |
            """)
    void what_is_unique_under_another_name_is_noted(String sql, String what) throws SQLException {
        List<Finding> findings =
                judge("ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); CREATE UNIQUE INDEX i ON t (c);", LIMIT + sql)
                        .stream()
                        .filter(finding -> !finding.rule().equals("safety.blocking-work"))
                        .toList();

        if (what == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo("safety.key-name-removed");
            assertThat(only(findings).severity()).isEqualTo(Severity.NOTE);
            assertThat(only(findings).message()).startsWith(what + "\nINSERT … ON CONFLICT ON CONSTRAINT");
        }
    }

    @Test
    void exclusion_constraints_are_keys_too() throws SQLException {
        String exclude = "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (int4range(a, a + 1) WITH &&);";

        Finding renamed = only(judge(exclude, LIMIT + "ALTER TABLE t RENAME CONSTRAINT x TO y;"));
        assertThat(renamed.rule()).isEqualTo("safety.key-name-removed");
        assertThat(renamed.message())
                .startsWith(
                        "The exclusion constraint x of public.t is called y now.\nINSERT … ON CONFLICT ON CONSTRAINT");
        Finding gone = only(judge(exclude, LIMIT + "ALTER TABLE t DROP CONSTRAINT x;"));
        assertThat(gone.rule()).isEqualTo("safety.unique-removed");
        assertThat(gone.object()).contains("public.x");
        assertThat(gone.message())
                .startsWith("Nothing keeps rows of public.t apart any more as the exclusion constraint x did,"
                        + " by (int4range(a, (a + 1))).\nINSERT … ON CONFLICT that relies on it");

        assertThat(judge(exclude, LIMIT + "ALTER TABLE t RENAME a TO b;"))
                .extracting(Finding::rule)
                .containsExactly("safety.rename");
        assertThat(judge(exclude, LIMIT + "ALTER TABLE t DROP CONSTRAINT x, DROP COLUMN a;"))
                .extracting(Finding::rule)
                .containsExactly("safety.drop");
    }
}
