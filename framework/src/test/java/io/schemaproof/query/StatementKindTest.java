package io.schemaproof.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementKindTest {

    @Test
    void the_first_keyword_tells_the_kind() {
        assertThat(StatementKind.of("-- a comment; insert\n /* update */ select 1"))
                .isEqualTo(StatementKind.SELECT);
        assertThat(StatementKind.of("((SELECT 1) UNION SELECT 2)")).isEqualTo(StatementKind.SELECT);
        assertThat(StatementKind.of("VALUES (1)")).isEqualTo(StatementKind.SELECT);
        assertThat(StatementKind.of("delete from t")).isEqualTo(StatementKind.DELETE);
        assertThat(StatementKind.of("MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE"))
                .isEqualTo(StatementKind.MERGE);
        assertThat(StatementKind.of("CREATE TABLE t AS SELECT 1")).isEqualTo(StatementKind.OTHER);
        assertThat(StatementKind.of("set x to 'select'")).isEqualTo(StatementKind.OTHER);
    }

    @Test
    void after_common_table_expressions_the_statement_itself_counts() {
        assertThat(StatementKind.of("WITH gone AS (DELETE FROM t RETURNING id) SELECT * FROM gone"))
                .isEqualTo(StatementKind.SELECT);
        assertThat(StatementKind.of("WITH insert AS (SELECT 1) INSERT INTO t SELECT * FROM insert"))
                .isEqualTo(StatementKind.INSERT);
        assertThat(StatementKind.of(
                        "WITH a(x) AS (SELECT ')'), b AS NOT MATERIALIZED (SELECT $$($$) UPDATE t SET x = 1"))
                .isEqualTo(StatementKind.UPDATE);
    }

    @Test
    void nothing_is_of_no_kind() {
        assertThat(StatementKind.of(" -- nothing")).isEqualTo(StatementKind.OTHER);
    }

    @Test
    void statements_that_differ_in_values_only_are_alike() {
        assertThat(StatementKind.withoutLiterals(
                        "SELECT o.a1  FROM o -- why\n WHERE x = 'it''s' AND y > 1.50 AND z = ?"))
                .isEqualTo("SELECT o.a1 FROM o WHERE x = ? AND y > ? AND z = ?");
        assertThat(StatementKind.withoutLiterals("SELECT \"a 1\", '{}' FROM t7"))
                .isEqualTo("SELECT \"a 1\", ? FROM t7");
    }

    @Test
    void comments_do_not_make_another_statement_but_hints_do() {
        assertThat(StatementKind.withoutComments("/* 7 */ SELECT '/* $1 */' -- why\nFROM t"))
                .isEqualTo("SELECT '/* $1 */'  \nFROM t");
        assertThat(StatementKind.withoutComments("/*+ SeqScan(t) */ SELECT 1")).isEqualTo("/*+ SeqScan(t) */ SELECT 1");
    }
}
