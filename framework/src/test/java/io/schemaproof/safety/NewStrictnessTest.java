package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the former application may write and a new constraint, key or type refuses. */
class NewStrictnessTest extends OnTwoDatabases {

    private List<String> told(String more, String sql) throws SQLException {
        return findings(more, sql).stream()
                .map(finding -> finding.message().lines().findFirst().orElse(""))
                .toList();
    }

    private List<Finding> findings(String more, String sql) throws SQLException {
        return databases.judge(more, LIMIT + sql, ExecutionMode.STATEMENTS_IN_TRANSACTION).stream()
                .filter(finding -> finding.rule().equals("safety.stricter"))
                .toList();
    }

    @Test
    void null_is_refused() throws SQLException {
        Finding finding = only(findings("", "ALTER TABLE t ALTER a SET NOT NULL;"));
        assertThat(finding.severity().word()).isEqualTo("warning");
        assertThat(finding.object()).contains("public.t.a");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith(
                        "The column public.t.a must not be null any more.\nThe application that runs now may still write it");
        assertThat(finding.remedy())
                .isEqualTo(
                        "First deploy an application that does not write what is refused, and do this in a later release.");

        // Told of the check already.
        assertThat(told("ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID;", "ALTER TABLE t ALTER a SET NOT NULL;"))
                .isEmpty();
        assertThat(told(
                        "ALTER TABLE t ADD CHECK (a IS NOT NULL OR c = 'x') NOT VALID;",
                        "ALTER TABLE t ALTER a SET NOT NULL;"))
                .hasSize(1);
        assertThat(told(
                        "",
                        "ALTER TABLE t ADD z int NOT NULL DEFAULT 0; CREATE TABLE n (z int NOT NULL, CHECK (z > 0));"))
                .isEmpty();
        assertThat(told(
                        "",
                        "ALTER TABLE t ADD CONSTRAINT n CHECK (a IS NOT NULL); ALTER TABLE t ALTER a SET NOT NULL;"))
                .containsExactly("The column public.t.a must not be null any more.");
    }

    @Test
    void a_check_refuses_values_of_old_columns() throws SQLException {
        assertThat(told("", "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) NOT VALID;"))
                .containsExactly("The check pos of public.t is new, on columns of before: (a > 0).");
        String list = "ALTER TABLE t ADD CONSTRAINT known CHECK (c IN ('a', 'b')) NOT VALID;";
        String swap = "ALTER TABLE t DROP CONSTRAINT known, ADD CONSTRAINT known CHECK (c IN (%s)) NOT VALID;";
        assertThat(told(list, swap.formatted("'a', 'b', 'c'"))).isEmpty();
        assertThat(told(list, swap.formatted("'a', 'c'"))).hasSize(1);
        assertThat(told(list, "ALTER TABLE t RENAME CONSTRAINT known TO other;"))
                .isEmpty();
        assertThat(told("", "ALTER TABLE t ADD z int; ALTER TABLE t ADD CHECK (z > 0);"))
                .isEmpty();
    }

    @Test
    void a_check_of_the_labels_that_the_type_had_refuses_nothing() throws SQLException {
        String column = "CREATE TYPE state AS ENUM ('open', 'it''s done'); ALTER TABLE t ADD z state, ADD y state;";
        String change = "ALTER TABLE t ALTER z TYPE text, ALTER y TYPE varchar(20); ALTER TABLE t";

        assertThat(
                        told(
                                column,
                                change
                                        + " ADD CHECK (z IN ('open', 'it''s done', 'new')), ADD CHECK (y IN ('open', 'it''s done'));"))
                .isEmpty();
        assertThat(told(column, change + " ADD CONSTRAINT k CHECK (z IN ('open', 'new'));"))
                .singleElement()
                .asString()
                .startsWith("The check k of public.t is new, on columns of before: (z = ANY (ARRAY['open'::text,");
        assertThat(told(column, change + " ADD CONSTRAINT k CHECK (z IN ('open', 'it''s done') AND a > 0);"))
                .hasSize(1);
    }

    @Test
    void a_key_refuses_what_is_there_twice_or_nowhere() throws SQLException {
        assertThat(told("", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);"))
                .containsExactly("(a) has to be unique in public.t now.");
        assertThat(told("", "CREATE UNIQUE INDEX u ON t (a) WHERE c = 'x';"))
                .containsExactly("(a) has to be unique in public.t now, where ((c)::text = 'x'::text).");
        assertThat(told("", "ALTER TABLE t ADD z int NOT NULL DEFAULT 1; ALTER TABLE t ADD UNIQUE (a, z);"))
                .containsExactly("(a, z) has to be unique in public.t now.");
        assertThat(told(
                        "",
                        "ALTER TABLE t ADD UNIQUE (id, a); ALTER TABLE t ADD z int UNIQUE;"
                                + " ALTER TABLE p ADD z uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;"))
                .isEmpty();
        assertThat(told("CREATE UNIQUE INDEX u ON t (a);", "ALTER TABLE t ADD UNIQUE USING INDEX u;"))
                .isEmpty();
        assertThat(told("", "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p NOT VALID;"))
                .containsExactly("(a) of public.t has to refer to a row of public.p now.");
        assertThat(told("", "ALTER TABLE t ADD z int REFERENCES p;")).isEmpty();
    }

    @Test
    void an_exclusion_constraint_refuses_what_overlaps() throws SQLException {
        String add = "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (int4range(a, a, '[]') WITH &&);";

        assertThat(told("", add))
                .containsExactly("The exclusion constraint x of public.t is new: EXCLUDE USING gist"
                        + " (int4range(a, a, '[]'::text) WITH &&).");
        assertThat(told(add, "ALTER TABLE t RENAME CONSTRAINT x TO y; ALTER TABLE t RENAME a TO b;"))
                .isEmpty();
        assertThat(told("", "ALTER TABLE t ADD z int4range, ADD CONSTRAINT x EXCLUDE USING gist (z WITH &&);"))
                .isEmpty();
    }

    @Test
    void an_index_that_takes_the_name_of_another_one_is_told_where_it_is_made() throws SQLException {
        Finding finding =
                only(findings("CREATE UNIQUE INDEX u ON t (a, c);", "DROP INDEX u;\nCREATE UNIQUE INDEX u ON t (a);"));
        assertThat(finding.message()).startsWith("(a) has to be unique in public.t now.");
        assertThat(finding.line()).isEqualTo(3);
    }

    @Test
    void what_the_server_has_named_is_told_where_its_columns_are() throws SQLException {
        List<Finding> findings = findings(
                "",
                "ALTER TABLE p ADD COLUMN n int;\nALTER TABLE t ADD CHECK (a > 0);\nALTER TABLE t ADD UNIQUE (c);\n"
                        + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p;\nCREATE UNIQUE INDEX ON t (lower(c));");

        assertThat(findings)
                .extracting(finding -> finding.object().orElseThrow(), Finding::line)
                .containsExactlyInAnyOrder(
                        tuple("public.t.t_a_check", 3),
                        tuple("public.t_c_key", 4),
                        tuple("public.t.t_a_fkey", 5),
                        tuple("public.t_lower_idx", 6));
    }

    @Test
    void rows_of_no_partition_are_refused() throws SQLException {
        String parts =
                "CREATE TABLE part (id int) PARTITION BY RANGE (id); CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (9);"
                        + " CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (9) TO (99); CREATE TABLE rest PARTITION OF part DEFAULT;";
        String refuses =
                "public.part has no default partition now: a row that belongs to none of its partitions is refused.";

        assertThat(told(parts, "DROP TABLE rest;")).containsExactly(refuses);
        assertThat(told(parts, "ALTER TABLE part DETACH PARTITION rest;")).containsExactly(refuses);
        assertThat(told(
                        "CREATE TABLE part (id int);",
                        "ALTER TABLE part RENAME TO part_1; CREATE TABLE part (id int) PARTITION BY LIST (id);"
                                + " ALTER TABLE part ATTACH PARTITION part_1 FOR VALUES IN (1);"))
                .containsExactly(refuses);
        assertThat(told(parts, "DROP TABLE part_1;")).isEmpty();
        assertThat(told(parts + "DROP TABLE rest;", "DROP TABLE part_1;")).isEmpty();
        assertThat(told(
                        parts,
                        "DROP TABLE rest; CREATE TABLE low PARTITION OF part FOR VALUES FROM (MINVALUE) TO (0);"
                                + " CREATE TABLE high PARTITION OF part FOR VALUES FROM (99) TO (MAXVALUE);"))
                .isEmpty();
        assertThat(told(
                        parts,
                        "ALTER TABLE part DETACH PARTITION rest; ALTER TABLE part ATTACH PARTITION rest DEFAULT;"))
                .isEmpty();
    }

    @Test
    void a_type_takes_less() throws SQLException {
        assertThat(told("", "ALTER TABLE t ALTER c TYPE varchar(20);"))
                .containsExactly(
                        "The column public.t.c was character varying(50) and is character varying(20), which takes less.");
        assertThat(told("", "ALTER TABLE t ALTER a TYPE smallint;")).hasSize(1);
        assertThat(told("ALTER TABLE t ADD z numeric(8, 2);", "ALTER TABLE t ALTER z TYPE numeric(8, 4);"))
                .hasSize(1);
        assertThat(told("ALTER TABLE t ADD z text;", "ALTER TABLE t ALTER z TYPE int USING z::int;"))
                .hasSize(1);
        assertThat(told(
                        "ALTER TABLE t ADD z numeric(8, 2);",
                        "ALTER TABLE t ALTER z TYPE numeric(12, 3), ALTER a TYPE bigint, ALTER c TYPE text;"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            boolean                  | integer | z::int                 | true               | true
            integer                  | boolean | z <> 0                 | 1                  | true
            timestamp with time zone | bigint  | extract(epoch FROM z)::bigint | now()       | true
            uuid                     | bytea   | uuid_send(z)           | gen_random_uuid()  | true
            boolean                  | text    | z::text                | true               | false
            date                     | timestamp without time zone | z::timestamp | current_date | false
            integer                  | numeric | z::numeric             | 1                  | false
            """)
    void a_type_of_another_kind_takes_nothing_of_the_former(
            String was, String is, String using, String value, boolean refused) throws SQLException {
        List<String> told =
                told("ALTER TABLE t ADD z " + was + ";", "ALTER TABLE t ALTER z TYPE " + is + " USING " + using + ";");

        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            String write = "UPDATE t SET z = " + value + " WHERE false";
            if (refused) {
                assertThat(told)
                        .containsExactly("The column public.t.z was " + was + " and is " + is + ", which takes less.");
                assertThatThrownBy(() -> statement.execute(write)).hasMessageContaining("but expression is of type");
            } else {
                assertThat(told).isEmpty();
                statement.execute(write);
            }
        }
    }

    @Test
    void what_is_known_under_another_name_is_not_new() throws SQLException {
        String limits =
                "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0 AND a <= id), ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p;"
                        + " CREATE UNIQUE INDEX u ON t (a) WHERE a > 5;";
        String rename = "ALTER TABLE t RENAME a TO \"The A\";";

        assertThat(told(limits, rename)).isEmpty();
        assertThat(told("CREATE UNIQUE INDEX u ON t ((a + id), c);", rename)).isEmpty();
        assertThat(told(limits, rename + " ALTER TABLE t ADD CONSTRAINT more CHECK (\"The A\" > 1) NOT VALID;"))
                .containsExactly("The check more of public.t is new, on columns of before: (\"The A\" > 1).");
        assertThat(told("", rename + " ALTER TABLE t ALTER \"The A\" SET NOT NULL;"))
                .containsExactly("The column public.t.\"The A\" must not be null any more.");
    }

    @Test
    void other_doors_that_close() throws SQLException {
        assertThat(told("", "ALTER TABLE p ALTER id ADD GENERATED ALWAYS AS IDENTITY;"))
                .containsExactly("The column public.p.id is GENERATED ALWAYS now, and takes no value from an INSERT.");
        assertThat(told("", "ALTER TABLE p ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;"))
                .isEmpty();
    }

    @Test
    void a_domain_takes_less() throws SQLException {
        String domain =
                "CREATE DOMAIN email AS text CONSTRAINT fits CHECK (length(VALUE) < 90); CREATE DOMAIN other AS text;"
                        + " ALTER TABLE t ADD mail email;";

        assertThat(told(domain, "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE ~ '@') NOT VALID;"))
                .containsExactly(
                        "The column public.t.mail is of the domain public.email, which has the new constraint has_at:"
                                + " CHECK ((VALUE ~ '@'::text)).");
        assertThat(told(domain + " UPDATE t SET mail = 'a';", "ALTER DOMAIN email SET NOT NULL;"))
                .containsExactly(
                        "The column public.t.mail is of the domain public.email, which must not be null any more.");
        assertThat(told(domain, "ALTER DOMAIN other ADD CHECK (VALUE ~ '@'); ALTER DOMAIN email DROP CONSTRAINT fits;"))
                .isEmpty();
        assertThat(told(
                        domain,
                        "ALTER DOMAIN email RENAME CONSTRAINT fits TO short; ALTER TABLE t ADD more other;"
                                + " ALTER DOMAIN other ADD CHECK (VALUE ~ '@');"))
                .isEmpty();
    }

    @Test
    void a_column_is_computed_now() throws SQLException {
        assertThat(told("", "ALTER TABLE t DROP c; ALTER TABLE t ADD c text GENERATED ALWAYS AS (id::text) STORED;"))
                .containsExactly(
                        "The column public.t.c is generated now, and takes no value from an INSERT or UPDATE.");
    }

    @Test
    void a_row_stays_that_went_with_the_one_it_refers_to() throws SQLException {
        String key = "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p";
        String anew = "ALTER TABLE t DROP CONSTRAINT f, ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p";

        assertThat(told(key + " ON DELETE CASCADE;", anew + " NOT VALID;"))
                .containsExactly(
                        "A row of public.p that a row of public.t refers to cannot be deleted any more: f was ON DELETE CASCADE.");
        assertThat(told(key + " ON DELETE SET NULL ON UPDATE CASCADE;", anew + " ON DELETE RESTRICT NOT VALID;"))
                .containsExactly(
                        "A row of public.p that a row of public.t refers to cannot be deleted any more: f was ON DELETE SET NULL.",
                        "A row of public.p that a row of public.t refers to cannot be given another key any more: f was ON UPDATE CASCADE.");
        assertThat(told(key + ";", anew + " ON DELETE CASCADE NOT VALID;")).isEmpty();
        assertThat(told(key + " ON DELETE CASCADE;", anew + " ON DELETE SET NULL NOT VALID;"))
                .isEmpty();
    }
}
