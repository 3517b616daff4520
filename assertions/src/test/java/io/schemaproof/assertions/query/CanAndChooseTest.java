package io.schemaproof.assertions.query;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlannerStatistics;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a hundred rows the planner reads the table, whatever indexes there are; on many rows it does not. */
class CanAndChooseTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
        Shop.execute(database, """
                CREATE TABLE small AS SELECT i AS id, i % 10 AS kind FROM generate_series(1, 100) i;
                CREATE INDEX small_kind_idx ON small (kind);""");
        PlannerStatistics.refresh(database.dataSource(), "small");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void whether_an_index_can_be_used_does_not_depend_on_the_rows_and_whether_it_is_chosen_does() throws SQLException {
        QueryAssert kind = Shop.query(database, "SELECT id FROM small WHERE kind = ?", 3);

        Shop.failsWith(
                () -> kind.canUseIndexOn("small", "knd"),
                "Expected column knd of public.small to exist\n  expected: knd\n  but was : no such column\n"
                        + "  did you mean kind?");
        Shop.failsWith(() -> kind.choosesIndexOn("small", "knd"), "did you mean kind?");
        kind.canUseIndex("small_kind_idx").canUseIndexOn("small", "kind");
        Shop.failsWith(() -> kind.choosesIndex("small_kind_idx"), """
                Expected the planner to choose index public.small_kind_idx
                  expected: index public.small_kind_idx
                  but was : Seq Scan on public.small
                  -> Seq Scan on public.small  rows=10   <-- here
                       filter: (small.kind = 3)
                  what-if: 1 indexes were tried; the planner would use none.""");

        Shop.execute(database, "INSERT INTO small SELECT i, i FROM generate_series(101, 20000) i");
        PlannerStatistics.refresh(database.dataSource(), "small");
        kind.canUseIndex("small_kind_idx").choosesIndex("small_kind_idx").choosesIndexOn("small", "kind");
    }

    @Test
    void an_index_of_some_partitions_or_of_the_parent_alone_is_not_enough() throws SQLException {
        Shop.execute(database, """
                CREATE TABLE parts (id int, kind int) PARTITION BY RANGE (id);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10000);
                CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10000) TO (20000);
                INSERT INTO parts SELECT i, i FROM generate_series(0, 19999) i;
                CREATE INDEX parts_kind ON ONLY parts (kind);
                CREATE INDEX parts_1_kind ON parts_1 (kind);
                ALTER INDEX parts_kind ATTACH PARTITION parts_1_kind;
                CREATE TABLE parent (id int, kind int);
                CREATE INDEX parent_kind ON parent (kind);
                CREATE TABLE child () INHERITS (parent);
                INSERT INTO parent SELECT i, i FROM generate_series(0, 9999) i;
                INSERT INTO child SELECT i, i FROM generate_series(0, 9999) i;""");
        PlannerStatistics.refresh(database.dataSource(), "parts", "parent", "child");

        QueryAssert parts = Shop.query(database, "SELECT id FROM parts WHERE kind = 3");
        Shop.failsWith(() -> parts.canUseIndex("parts_kind"), """
                Expected the query to be able to use index public.parts_kind
                  expected: index public.parts_kind, in each table of it that is read
                  but was : there is none on public.parts_2
                  Plan with sequential scans discouraged:""");
        Shop.failsWith(() -> parts.choosesIndex("parts_kind"), """
                Expected the planner to choose index public.parts_kind
                  expected: index public.parts_kind, in each table of it that is read
                  but was : there is none on public.parts_2""");
        Shop.failsWith(() -> parts.canUseIndexOn("parts", "kind"), "but was : there is none on public.parts_2");
        Shop.query(database, "SELECT id FROM parts WHERE kind = 3 AND id < 100").canUseIndex("parts_kind");

        QueryAssert parent = Shop.query(database, "SELECT id FROM parent WHERE kind = 3");
        Shop.failsWith(() -> parent.canUseIndexOn("parent", "kind"), "but was : there is none on public.child");
        Shop.failsWith(() -> parent.choosesIndexOn("parent", "kind"), "but was : there is none on public.child");
        Shop.query(database, "SELECT id FROM ONLY parent WHERE kind = 3").choosesIndexOn("parent", "kind");

        Shop.execute(database, "CREATE INDEX ON parts_2 (kind); CREATE INDEX ON child (kind)");
        parts.canUseIndexOn("parts", "kind").choosesIndexOn("parts", "kind");
        parent.canUseIndexOn("parent", "kind").choosesIndexOn("parent", "kind");
    }

    @Test
    void the_index_of_a_subquery_is_none_of_the_table_around_it() throws SQLException {
        Shop.execute(database, """
                CREATE TABLE nested AS SELECT i AS id, i AS kind FROM generate_series(1, 20000) i;
                CREATE INDEX nested_kind ON nested (kind);""");
        PlannerStatistics.refresh(database.dataSource(), "nested");
        Shop.failsWith(
                () -> Shop.query(
                                database,
                                "SELECT id FROM nested WHERE id = (SELECT max(id) FROM nested s WHERE s.kind = 3 OFFSET 0)")
                        .onAlias("nested", nested -> nested.choosesIndex("nested_kind")),
                "but was : Seq Scan on public.nested\n");
    }
}
