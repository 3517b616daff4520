package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advised is also tried: the server takes it, and nobody waits for it. */
class PartitionWaysTest extends OnTwoDatabases {

    private static final String TABLES = """
            CREATE TABLE part (id int NOT NULL, p int, note text) PARTITION BY RANGE (id);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (150);
            CREATE TABLE part_2 PARTITION OF part DEFAULT PARTITION BY LIST (id);
            CREATE TABLE part_2_rest PARTITION OF part_2 DEFAULT;
            INSERT INTO part SELECT id, id, 'x' FROM p;
            """;

    PartitionWaysTest() {
        super(Hazard.STRICTER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE INDEX part_p ON part (p) | `CREATE INDEX part_p ON ONLY public.part USING btree (p);
            CREATE INDEX CONCURRENTLY part_1_p_idx ON public.part_1 USING btree (p);
            ALTER INDEX public.part_p ATTACH PARTITION public.part_1_p_idx;
            The same for the other partition of public.part.`
            ALTER TABLE part ADD CONSTRAINT u UNIQUE (id, p) | `ALTER TABLE ONLY public.part ADD CONSTRAINT u UNIQUE (id, p);
            CREATE UNIQUE INDEX CONCURRENTLY part_1_id_p_key ON public.part_1 (id, p);
            ALTER TABLE public.part_1 ADD CONSTRAINT part_1_id_p_key UNIQUE USING INDEX part_1_id_p_key;
            ALTER INDEX public.u ATTACH PARTITION public.part_1_id_p_key;
            The same for the other partition of public.part.`
            ALTER TABLE part ADD PRIMARY KEY (id) | `ALTER TABLE ONLY public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id);
            CREATE UNIQUE INDEX CONCURRENTLY part_1_pkey ON public.part_1 (id);
            ALTER TABLE public.part_1 ADD CONSTRAINT part_1_pkey PRIMARY KEY USING INDEX part_1_pkey;
            ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
            The same for the other partition of public.part.`
            ALTER TABLE part ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p | `ALTER TABLE public.part_1 ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES public.p(id) NOT VALID;
            ALTER TABLE public.part_1 VALIDATE CONSTRAINT f;
            The same for the other partition of public.part.
            ALTER TABLE public.part ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES public.p(id); which takes over what they have, and reads no row.`
            ALTER TABLE part ADD CONSTRAINT known CHECK (p > 0) | `ALTER TABLE public.part ADD CONSTRAINT known CHECK ((p > 0)) NOT VALID;
            ALTER TABLE public.part VALIDATE CONSTRAINT known;`
            ALTER TABLE part ALTER p SET NOT NULL | `ALTER TABLE public.part ADD CONSTRAINT p_not_null CHECK (p IS NOT NULL) NOT VALID;
            ALTER TABLE public.part VALIDATE CONSTRAINT p_not_null;
            ALTER TABLE public.part ALTER COLUMN p SET NOT NULL;
            ALTER TABLE public.part DROP CONSTRAINT p_not_null;`
            CREATE INDEX part_2_p ON part_2 (p) | `CREATE INDEX part_2_p ON ONLY public.part_2 USING btree (p);
            CREATE INDEX CONCURRENTLY part_2_rest_p_idx ON public.part_2_rest USING btree (p);
            ALTER INDEX public.part_2_p ATTACH PARTITION public.part_2_rest_p_idx;`
            CREATE INDEX rest_p ON part_2_rest (p) | CREATE INDEX CONCURRENTLY rest_p ON public.part_2_rest USING btree (p);
            """)
    void a_partitioned_table_gets_what_its_partitions_have(String sql, String instead) throws SQLException {
        Finding finding = of(judge(TABLES, LIMIT + sql + ";"), "safety.blocking-work");

        assertThat(finding.remedy())
                .isEqualTo("Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n"
                        + instead);
    }

    @Test
    void a_column_is_added_to_all_partitions() throws SQLException {
        Finding finding = of(
                judge(TABLES, LIMIT + "ALTER TABLE part ADD COLUMN token uuid DEFAULT gen_random_uuid();"),
                "safety.blocking-work");

        assertThat(finding.remedy())
                .contains("ALTER TABLE public.part ADD COLUMN token uuid;")
                .doesNotContain("part_1");
    }

    @Test
    void what_it_says_the_server_takes_and_nobody_waits_for() throws SQLException {
        List<Finding> findings = databases.judge(TABLES, """
                SET lock_timeout = '2s';
                ALTER TABLE ONLY part ADD CONSTRAINT u UNIQUE (id, p);
                ALTER TABLE ONLY part_2 ADD CONSTRAINT u_2 UNIQUE (id, p);
                CREATE INDEX i ON ONLY part (p);
                CREATE INDEX i_2 ON ONLY part_2 (p);
                ALTER TABLE part_1 ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p NOT VALID;
                ALTER TABLE part_2_rest ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p NOT VALID;
                RESET lock_timeout;
                CREATE UNIQUE INDEX CONCURRENTLY u_1 ON part_1 (id, p);
                CREATE UNIQUE INDEX CONCURRENTLY u_2_rest ON part_2_rest (id, p);
                CREATE INDEX CONCURRENTLY i_1 ON part_1 (p);
                CREATE INDEX CONCURRENTLY i_2_rest ON part_2_rest (p);
                ALTER TABLE part_1 VALIDATE CONSTRAINT f;
                ALTER TABLE part_2_rest VALIDATE CONSTRAINT f;
                SET lock_timeout = '2s';
                ALTER TABLE part_1 ADD CONSTRAINT u_1 UNIQUE USING INDEX u_1;
                ALTER TABLE part_2_rest ADD CONSTRAINT u_2_rest UNIQUE USING INDEX u_2_rest;
                ALTER INDEX i ATTACH PARTITION i_1;
                ALTER INDEX i_2 ATTACH PARTITION i_2_rest;
                ALTER INDEX i ATTACH PARTITION i_2;
                ALTER INDEX u ATTACH PARTITION u_1;
                ALTER INDEX u_2 ATTACH PARTITION u_2_rest;
                ALTER INDEX u ATTACH PARTITION u_2;
                ALTER TABLE part ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p;
                RESET lock_timeout;
                """, ExecutionMode.STATEMENTS);

        assertThat(findings).extracting(Finding::message).isEmpty();
    }
}
