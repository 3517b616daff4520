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
}
