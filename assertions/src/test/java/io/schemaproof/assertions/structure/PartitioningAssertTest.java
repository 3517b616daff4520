package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.rule.IndexRules;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartitioningAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TABLE tenant (id int PRIMARY KEY);
                CREATE TABLE event (at timestamptz NOT NULL, tenant int REFERENCES tenant, note text) PARTITION BY RANGE (at);
                CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01 00:00Z') TO ('2025-01-01 00:00Z');
                CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2026-01-01 00:00Z');
                CREATE INDEX event_at ON event (at);
                CREATE INDEX ON event_2024 (note);
                CREATE TABLE gappy (n numeric, id int) PARTITION BY RANGE (n);
                CREATE TABLE gappy_low PARTITION OF gappy FOR VALUES FROM (MINVALUE) TO (1.0);
                CREATE TABLE gappy_mid PARTITION OF gappy FOR VALUES FROM (1.00) TO (10);
                CREATE TABLE gappy_top PARTITION OF gappy FOR VALUES FROM (20) TO (MAXVALUE);
                CREATE TABLE gappy_rest PARTITION OF gappy DEFAULT;
                CREATE TABLE mixed (state text, "Land" text) PARTITION BY LIST (state);
                CREATE TABLE mixed_new PARTITION OF mixed FOR VALUES IN ('new', 'paid') PARTITION BY HASH ("Land");
                CREATE TABLE mixed_new_0 PARTITION OF mixed_new FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE mixed_new_1 PARTITION OF mixed_new FOR VALUES WITH (MODULUS 4, REMAINDER 1);
                CREATE TABLE full_hash (id int) PARTITION BY HASH (id);
                CREATE TABLE full_hash_0 PARTITION OF full_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE full_hash_1 PARTITION OF full_hash FOR VALUES WITH (MODULUS 4, REMAINDER 1);
                CREATE TABLE full_hash_3 PARTITION OF full_hash FOR VALUES WITH (MODULUS 4, REMAINDER 3);
                CREATE TABLE pairs (a int, b int) PARTITION BY RANGE (a, lower(b::text));
                CREATE TABLE barren (a int) PARTITION BY RANGE (a);""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void strategy_and_key() {
        assertThat(schema).table("event").isPartitioned().partitioning(parts -> parts.isByRange("at"));
        assertThat(schema).table("mixed").partitioning().isByList("state");
        assertThat(schema).table("mixed_new").partitioning().isByHash("\"Land\"");
        assertThat(schema).table("pairs").partitioning().isByRange("a", "lower(b::text)");
        assertThat(schema).table("tenant").isNotPartitioned();

        failsWith(() -> assertThat(schema).table("event").partitioning().isByList("at"), """
                [table public.event · partitioning]
                Expected the table to be partitioned by LIST (at)
                  expected: LIST (at)
                  but was : RANGE (at)""");
        failsSaying(
                () -> assertThat(schema).table("mixed_new").partitioning().isByRange("state"),
                "but was : HASH (\"Land\")");
        failsSaying(() -> assertThat(schema).table("event").partitioning().isByHash("note"), "but was : RANGE (at)");
        failsSaying(() -> assertThat(schema).table("tenant").partitioning(), "but was : not partitioned");
        failsSaying(() -> assertThat(schema).table("tenant").isPartitioned(), "but was : not partitioned");
        failsSaying(() -> assertThat(schema).table("event").isNotPartitioned(), "but was : PARTITION BY RANGE (at)");
    }

    @Test
    void partitions_and_their_bounds() {
        assertThat(schema)
                .table("event")
                .partitioning(parts -> parts.hasExactlyPartitions("event_2024", "event_2025")
                        .hasPartitions("event_2024")
                        .hasPartition(
                                "event_2025", "FOR VALUES FROM ('2025-01-01 01:00+01') TO ('2026-01-01 00:00+00')")
                        .hasNoDefaultPartition());
        assertThat(schema).table("gappy").partitioning().hasDefaultPartition("gappy_rest");
        assertThat(schema)
                .table("mixed_new")
                .isPartitionOf("mixed")
                .hasBound("FOR VALUES IN ('new', 'paid')")
                .isDescendantOf("mixed", 1);
        assertThat(schema).table("gappy_rest").hasBound("DEFAULT");

        failsSaying(
                () -> assertThat(schema).table("event").partitioning().hasExactlyPartitions("event_2024", "event_2026"),
                "missing : event_2026\n  extra   : public.event_2025");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().hasPartition("event_2026", "DEFAULT"),
                "missing : event_2026");
        failsSaying(
                () -> assertThat(schema)
                        .table("gappy")
                        .partitioning()
                        .hasPartition("gappy_mid", "FOR VALUES FROM (1) TO (11)"),
                "expected: FOR VALUES FROM ('1') TO ('11')\n  but was : FOR VALUES FROM (1.00) TO ('10')");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().hasDefaultPartition("x"),
                "but was : no default partition");
        failsSaying(
                () -> assertThat(schema).table("gappy").partitioning().hasNoDefaultPartition(),
                "but was : public.gappy_rest");
        failsSaying(() -> assertThat(schema).table("event_2024").isPartitionOf("mixed"), "but was : public.event");
        failsSaying(
                () -> assertThat(schema).table("mixed_new").hasBound("FOR VALUES IN ('new')"),
                "expected: FOR VALUES IN ('new')\n  but was : FOR VALUES IN ('new', 'paid')");
        failsSaying(() -> assertThat(schema).table("tenant").hasBound("DEFAULT"), "but was : no partition");
    }

    @Test
    void gaps() {
        assertThat(schema)
                .table("event")
                .partitioning()
                .hasNoGap()
                .beginsAt("2024-06-01")
                .beginsAt("2024-01-01 00:00Z")
                .reaches("2026-01-01 00:00Z");
        assertThat(schema).table("full_hash").partitioning().hasNoGap();

        failsWith(() -> assertThat(schema).table("gappy").partitioning().hasNoGap(), """
                [table public.gappy · partitioning]
                Expected no gap between partitions
                  expected: no gap
                  but was : from 10 to 20, between public.gappy_mid and public.gappy_top
                  Such rows go to the default partition public.gappy_rest.""");
        failsSaying(() -> assertThat(schema).table("gappy").partitioning().reaches("5"), "from 10 to 20");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().reaches("2026-06-01"),
                "but was : the last one ends at 2026-01-01");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().beginsAt("2023-06-01"),
                "but was : the first one begins at 2024-01-01");
        failsSaying(
                () -> assertThat(schema).table("mixed_new").partitioning().hasNoGap(),
                "expected: 4 of 4 remainders\n  but was : 3 of 4\n  Such rows are refused.");
        failsSaying(() -> assertThat(schema).table("barren").partitioning().hasNoGap(), "at least one partition");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThat(schema).table("mixed").partitioning().hasNoGap())
                .withMessage("Only ranges of one column have gaps and ends, not LIST (state).");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThat(schema).table("pairs").partitioning().hasNoGap());
    }

    @Test
    void what_every_partition_has() {
        assertThat(schema)
                .table("event")
                .partitioning()
                .everyPartitionHasIndexOn("at")
                .everyPartitionHasForeignKey("tenant");

        failsSaying(
                () -> assertThat(schema).table("event").partitioning().everyPartitionHasIndexOn("nte"),
                "Expected column nte to exist\n  expected: nte\n  but was : no such column\n  did you mean note?");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().everyPartitionHasForeignKey("nte"),
                "did you mean note?");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().everyPartitionHasIndexOn("note"),
                "expected: all 2\n  but was : not public.event_2025");
        failsSaying(
                () -> assertThat(schema).table("mixed").partitioning().everyPartitionHasForeignKey("state"),
                "but was : not public.mixed_new_0, public.mixed_new_1");
        failsSaying(
                () -> assertThat(schema).table("barren").partitioning().everyPartitionHasIndexOn("a"),
                "but was : no partition");
    }

    @Test
    void row_security_of_each_partition() throws SQLException {
        try (TestDatabase own = Shop.create("""
                CREATE TABLE entry (tenant int) PARTITION BY LIST (tenant);
                CREATE TABLE entry_1 PARTITION OF entry FOR VALUES IN (1);
                CREATE TABLE entry_2 PARTITION OF entry FOR VALUES IN (2);
                ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
                ALTER TABLE entry_1 ENABLE ROW LEVEL SECURITY;""")) {
            failsSaying(
                    () -> assertThat(Schema.of(own.dataSource()))
                            .table("entry")
                            .partitioning()
                            .everyPartitionHasRowSecurity(),
                    "to have row level security\n  expected: all 2\n  but was : not public.entry_2");
            Shop.execute(own, "ALTER TABLE entry_2 ENABLE ROW LEVEL SECURITY");
            assertThat(Schema.of(own.dataSource()))
                    .table("entry")
                    .partitioning()
                    .everyPartitionHasRowSecurity();
        }
    }

    @Test
    void a_key_that_a_partition_has_not_holds_for_no_row_of_it() throws SQLException {
        try (TestDatabase own = Shop.create("""
                CREATE TABLE entry (id int NOT NULL, at int NOT NULL, no int) PARTITION BY RANGE (at);
                CREATE TABLE entry_1 PARTITION OF entry FOR VALUES FROM (0) TO (10);
                CREATE TABLE "Entry 2" PARTITION OF entry FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (at);
                CREATE TABLE entry_21 PARTITION OF "Entry 2" FOR VALUES FROM (10) TO (20);
                ALTER TABLE ONLY entry ADD PRIMARY KEY (id, at);
                ALTER TABLE ONLY entry ADD CONSTRAINT numbers UNIQUE (no, at);
                CREATE INDEX found ON ONLY entry (no DESC);
                INSERT INTO entry VALUES (1, 1, 1), (1, 1, 1);""")) {
            failsSaying(() -> entry(own).hasPrimaryKey("id", "at"), """
                    [table public.entry]
                    Expected index public.entry_pkey to be valid
                      expected: valid
                      but was : INVALID
                      Its table is partitioned, and no valid index belongs to it on public."Entry 2", public.entry_1, so that rows that are alike may be there.
                      Suggested: ALTER TABLE public."Entry 2" ADD CONSTRAINT "Entry 2_entry_pkey" PRIMARY KEY (id, at);
                      Suggested: ALTER INDEX public.entry_pkey ATTACH PARTITION public."Entry 2_entry_pkey";
                      Suggested: ALTER TABLE public.entry_1 ADD CONSTRAINT entry_1_entry_pkey PRIMARY KEY (id, at);
                      Suggested: ALTER INDEX public.entry_pkey ATTACH PARTITION public.entry_1_entry_pkey;
                    """);
            failsSaying(
                    () -> entry(own).primaryKey(key -> key.isOn("id", "at").isNotDeferrable()),
                    "If that is meant, say allowingNotValid() before.\n");
            failsSaying(
                    () -> entry(own).uniqueConstraint("numbers").isOn("no", "at"),
                    "ADD CONSTRAINT entry_1_numbers UNIQUE (no, at);");
            failsSaying(
                    () -> entry(own).index("found").isBtree(),
                    "Suggested: CREATE INDEX entry_1_found ON public.entry_1 USING btree (no DESC);");
            failsSaying(
                    () -> IndexRules.beValid().check(Schema.of(own.dataSource())),
                    "index public.found is INVALID, because no valid index belongs to it on public.\"Entry 2\", public.entry_1\n");
            entry(own).primaryKey(key -> key.allowingNotValid().isOn("id", "at"));

            Shop.execute(own, "TRUNCATE entry");
            for (Index index : Schema.of(own.dataSource())
                    .catalog()
                    .table("entry")
                    .orElseThrow()
                    .indexes()) {
                for (String sql : PartitionedIndex.of(index).orElseThrow().remedies()) {
                    Shop.execute(own, sql);
                }
            }
            entry(own)
                    .hasPrimaryKey("id", "at")
                    .primaryKey(key -> key.isOn("id", "at").isNotDeferrable())
                    .uniqueConstraint("numbers", key -> key.isOn("no", "at"))
                    .index("found")
                    .isBtree();
        }
    }

    @Test
    void an_index_that_is_not_valid_on_a_partition_is_built_again() throws SQLException {
        try (TestDatabase own = Shop.create("""
                CREATE TABLE entry (id int NOT NULL) PARTITION BY RANGE (id);
                CREATE TABLE entry_1 PARTITION OF entry FOR VALUES FROM (0) TO (10);
                CREATE INDEX entry_id ON entry (id);
                UPDATE pg_index SET indisvalid = false WHERE indrelid IN ('entry'::regclass, 'entry_1'::regclass);""")) {
            failsSaying(() -> entry(own).index("entry_id").isBtree(), """
                      Its table is partitioned, and no valid index belongs to it on public.entry_1.
                      Suggested: REINDEX INDEX public.entry_1_id_idx;
                      Suggested: ALTER INDEX public.entry_id ATTACH PARTITION public.entry_1_id_idx;
                    """);
            Shop.execute(own, "REINDEX INDEX entry_1_id_idx");
            failsSaying(() -> entry(own).index("entry_id").isBtree(), """
                      Its table is partitioned, and no valid index of each partition was attached to it.
                      Suggested: ALTER INDEX public.entry_id ATTACH PARTITION public.entry_1_id_idx;
                    """);
        }
    }

    private static TableAssert entry(TestDatabase own) {
        return assertThat(Schema.of(own.dataSource())).table("entry");
    }

    @Test
    void a_partition_that_is_missing_is_named() {
        failsSaying(
                () -> assertThat(schema).table("event").partitioning().hasPartitions("event_2026", "event_2024"),
                "missing : ");
        failsSaying(
                () -> assertThat(schema).table("event").partitioning(parts -> parts.hasExactlyPartitions("event_2024")),
                "extra   : ");
    }
}
