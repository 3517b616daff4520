package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest extends OnTwoDatabases {

    EvidenceTest() {
        super(Hazard.NO_LOCK_TIMEOUT, Hazard.STRICTER, Hazard.MANY_ALTERS, Hazard.SEVERAL_TABLES);
    }

    @Test
    void a_finding_says_whether_the_text_claims_it_too_and_a_claim_that_is_none_why() throws SQLException {
        Evidence evidence = databases.weigh("CREATE TABLE vacant (id int);", """
                ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);
                DO $$ BEGIN CREATE INDEX hidden ON t (a); END $$;
                ALTER TABLE t ALTER c TYPE varchar(100);
                ALTER TABLE p ADD COLUMN at timestamptz DEFAULT now();
                DO $$ BEGIN CREATE TABLE made (id int); END $$;
                CREATE INDEX ON made (id);
                CREATE INDEX ON vacant (id);
                ALTER TABLE p RENAME TO q;
                ALTER TABLE t ADD COLUMN plain int DEFAULT 5;
                """, ExecutionMode.STATEMENTS);

        assertThat(evidence.findings())
                .filteredOn(finding -> !finding.rule().equals(Hazard.NOT_CHECKED.id()))
                .extracting(
                        Finding::rule, Finding::line, finding -> finding.facts().get("evidence"))
                .containsExactlyInAnyOrder(
                        tuple("safety.blocking-work", 1, "confirmed"),
                        tuple("safety.blocking-work", 2, "trace only"),
                        tuple("safety.rename", 8, "confirmed"));
        Finding contradicted = Evidence.contradicted(evidence.claims()).orElseThrow();
        assertThat(contradicted.rule()).isEqualTo("safety.text-contradicted");
        assertThat(contradicted.line()).isEqualTo(3);
        assertThat(contradicted.message()).isEqualTo("""
                The text alone would be warned of, and the server does something else:
                  - V1__x.sql:3 ALTER TABLE t ALTER c TYPE varchar(100) (squawk changing-column-type, eugene E5): it takes ACCESS\
                 EXCLUSIVE on public.t (reads and writes wait), and neither reads nor writes more where the tables are larger: O(1)
                  - V1__x.sql:4 ALTER TABLE p ADD COLUMN at timestamptz DEFAULT now() (squawk adding-field-with-default):\
                 it takes ACCESS EXCLUSIVE on public.p (reads and writes wait), and neither reads nor writes more where the tables are\
                 larger: O(1)
                  - V1__x.sql:6 CREATE INDEX ON made (id) (squawk require-concurrent-index-creation, eugene E6): no table of before is\
                 locked so that the application waits
                A linter that reads only the text would stop these, for nothing. They are told once for all migrations, so that nobody\
                 wonders why they pass.""");
        Finding only = Evidence.textOnly(evidence.claims()).orElseThrow();
        assertThat(only.rule()).isEqualTo("safety.text-only");
        assertThat(only.message())
                .startsWith(
                        "Only the text says so:\n  - V1__x.sql:7 CREATE INDEX ON vacant (id) (squawk"
                                + " require-concurrent-index-creation, eugene E6): nobody has seen what the server does for it\n");
    }

    /** Whoever waits for the lock waits behind long queries only, which is another finding: it says whether a limit is in force. */
    @Test
    void a_partition_that_is_detached_is_away_at_once_and_without_a_limit_to_the_wait_that_is_told()
            throws SQLException {
        Evidence evidence = databases.weigh(
                "CREATE TABLE parts (a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);"
                        + " INSERT INTO parts SELECT 1 FROM generate_series(1, 100);",
                "ALTER TABLE parts DETACH PARTITION part;",
                ExecutionMode.STATEMENTS);

        assertThat(evidence.findings()).isEmpty();
        assertThat(Evidence.contradicted(evidence.claims()).orElseThrow().message())
                .contains(
                        "DETACH PARTITION part (squawk require-concurrent-partition-detach): it takes ACCESS EXCLUSIVE on"
                                + " public.part (reads and writes wait) and ACCESS EXCLUSIVE on public.parts (reads and writes"
                                + " wait), and neither reads nor writes more where the tables are larger: O(1)");
    }

    @Test
    void only_the_text_tells_of_an_index_that_may_be_invalid() throws SQLException {
        Evidence evidence =
                databases.weigh("", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);", ExecutionMode.STATEMENTS);

        assertThat(only(evidence.findings()).facts()).containsEntry("evidence", "text only");
        assertThat(evidence.claims()).isEmpty();
        assertThat(Evidence.contradicted(evidence.claims())).isEmpty();
        assertThat(Evidence.textOnly(evidence.claims())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE IF EXISTS ONLY "T x" ADD COLUMN a int DEFAULT f() | [ADD_COLUMN_DEFAULT]
            ALTER TABLE app.t ADD b int DEFAULT 5                         | []
            ALTER TABLE t ADD b int CHECK (b > 0), ALTER a SET NOT NULL   | [SET_NOT_NULL, ADD_CHECK]
            ALTER TABLE t ADD b bigserial PRIMARY KEY                     | [ADD_COLUMN_GENERATED, ADD_UNIQUE]
            ALTER TABLE t ADD b int GENERATED ALWAYS AS (a + 1) VIRTUAL   | []
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID        | []
            ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES p   | [ADD_FOREIGN_KEY]
            ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i           | []
            ALTER TABLE t ADD EXCLUDE USING gist (a WITH =)               | [ADD_EXCLUDE]
            ALTER TABLE t ALTER COLUMN a SET DATA TYPE bigint             | [CHANGE_TYPE]
            ALTER TABLE t ALTER a SET DEFAULT 'ALTER TYPE'                | []
            ALTER TABLE t RENAME COLUMN a TO b                            | [RENAME_COLUMN]
            ALTER TABLE t RENAME TO u                                     | [RENAME_TABLE]
            ALTER TABLE t RENAME CONSTRAINT a TO b                        | []
            ALTER TABLE t DROP COLUMN a, DROP CONSTRAINT c                | [DROP_COLUMN]
            DROP TABLE IF EXISTS app.t                                    | [DROP_TABLE]
            CREATE UNIQUE INDEX i ON t (a)                                | [CREATE_INDEX]
            CREATE INDEX CONCURRENTLY i ON t (a)                          | []
            REINDEX TABLE t                                               | [REINDEX]
            VACUUM (FULL) t                                               | [REWRITE_TABLE]
            ALTER TABLE t DETACH PARTITION t1                             | [DETACH_PARTITION]
            ALTER TABLE t DETACH PARTITION t1 CONCURRENTLY                | []
            ALTER TABLE t DETACH PARTITION t1 FINALIZE                    | []
            ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)             | [DOMAIN_CONSTRAINT]
            ALTER DOMAIN d ADD CHECK (value > 0) NOT VALID                | []
            ALTER DOMAIN d DROP CONSTRAINT c                              | []
            -- ALTER TABLE t DROP a                                       | []
            """)
    void the_text_is_read_word_by_word(String sql, String claims) {
        assertThat(new TextClaims().next(sql)).hasToString(claims);
    }

    @Test
    void a_table_that_the_script_has_made_before_is_nobodys() {
        TextClaims text = new TextClaims();

        assertThat(text.next("CREATE TABLE IF NOT EXISTS app.mine (id int)")).isEmpty();
        assertThat(text.next("CREATE INDEX ON mine (id)")).isEmpty();
        assertThat(text.next("ALTER TABLE app.mine ALTER id TYPE bigint")).isEmpty();
        assertThat(text.next("ALTER TABLE app.yours ALTER id TYPE bigint")).containsExactly(TextRule.CHANGE_TYPE);
    }
}
