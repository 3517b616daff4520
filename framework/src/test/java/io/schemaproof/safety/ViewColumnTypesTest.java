package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of views that are of another type for those who read them. */
class ViewColumnTypesTest extends OnTwoDatabases {

    private static final String RULE = "safety.view-column-type";

    @ParameterizedTest
    @ValueSource(strings = {"VIEW", "MATERIALIZED VIEW"})
    void a_column_of_another_type_is_told(String kind) throws SQLException {
        String make = "CREATE " + kind + " v AS SELECT id, ";

        Finding finding =
                of(judge(make + "a FROM t;", LIMIT + "DROP " + kind + " v;\n" + make + "a::text AS a FROM t;"), RULE);

        assertThat(finding.message())
                .startsWith(
                        "The column public.v.a is text now, and was integer.\nThe application that runs now reads it");
        assertThat(finding.remedy())
                .isEqualTo("CREATE OR REPLACE VIEW with a as it was, as by CAST(… AS integer),"
                        + " and another column of the new type behind the others.");
        assertThat(finding.object()).contains("public.v.a");
    }

    @Test
    void what_nobody_who_reads_meets_is_not() throws SQLException {
        assertThat(
                        judge(
                                "CREATE VIEW v AS SELECT id, c, a::numeric(5, 1) AS n, ARRAY[c] AS cs FROM t;",
                                LIMIT
                                        + "DROP VIEW v; CREATE VIEW v AS SELECT id, c::text AS c, a::numeric AS n, ARRAY[c::text] AS cs, 1 AS more FROM t;"))
                .extracting(Finding::rule)
                .doesNotContain(RULE);
    }
}
