package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.estimate.Production;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.safety.estimate.Rate;
import io.schemaproof.safety.estimate.RelationSize;
import io.schemaproof.safety.estimate.WorkRates;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rates and sizes are given, so no machine decides what is said. */
class ProductionEstimateTest extends OnTwoDatabases {

    private static final long MEGA = 1024 * 1024;

    /** 10 M narrow rows in t; few, but wide, ones in p. */
    private static final ProductionSizes SIZES = ProductionSizes.of(
            "production.csv",
            Map.of(
                    new Relation("public", "t"), new RelationSize(10_000_000, 1000 * MEGA),
                    new Relation("public", "p"), new RelationSize(1000, 14 * 1024 * MEGA)));

    private static final WorkRates RATES = new WorkRates(
            new Rate(1_000_000, 200 * MEGA),
            new Rate(100_000, 100 * MEGA),
            new Rate(500_000, 100 * MEGA),
            new Rate(50_000, 100 * MEGA),
            "measured nowhere");

    ProductionEstimateTest() {
        super(Hazard.STRICTER, Hazard.NO_LOCK_TIMEOUT, Hazard.SEVERAL_TABLES);
    }

    private Finding finding(String sql) throws SQLException {
        return only(databases.judgeIn(Production.of(SIZES, () -> RATES), "", LIMIT + sql));
    }

    @Test
    void a_pass_under_a_lock_is_told_with_its_range_and_its_basis() throws SQLException {
        Finding finding = finding("ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0);");

        assertThat(finding.message())
                .contains(
                        "\nIn production, as an estimate, this takes about 10 s (3.3 s to 30 s), and whoever needs the lock waits"
                                + " that long: 10 M rows of public.t, 1000 MB, are read (production.csv); here 1 M rows/s (200 MB/s)"
                                + " are read, measured nowhere. Load differs there, and what is not in memory waits for its disk.\n");
        assertThat(finding.facts())
                .containsEntry("estimated seconds", "10.000")
                .containsEntry("estimated seconds at least", "3.333")
                .containsEntry("estimated seconds at most", "30.000")
                .containsEntry("rows in production public.t", "10000000")
                .containsEntry("bytes in production public.t", String.valueOf(1000 * MEGA));
    }

    @Test
    void a_table_that_is_written_anew_takes_its_indexes_along() throws SQLException {
        assertThat(finding("ALTER TABLE t ALTER a TYPE bigint;").message())
                .contains("this takes about 2 min (40 s to 6 min)")
                .contains("10 M rows of public.t, 1000 MB, are written anew and indexed (production.csv)")
                .contains("here 100 k rows/s (100 MB/s) are written anew and 500 k rows/s (100 MB/s) are indexed");
    }

    @Test
    void an_index_is_one_pass_and_wide_rows_count_by_their_bytes() throws SQLException {
        Finding finding = finding("CREATE UNIQUE INDEX again ON p (id);");

        assertThat(finding.rule()).isEqualTo("safety.blocking-work");
        assertThat(finding.message())
                .contains("this takes about 2.4 min (48 s to 7.2 min), and whoever needs the lock")
                .contains("1 k rows of public.p, 14 GB, are indexed (production.csv)")
                .doesNotContain("are read");
    }

    @Test
    void an_index_of_a_slower_kind_is_said_to_take_longer() throws SQLException {
        assertThat(finding("CREATE INDEX g ON t USING gin (to_tsvector('simple', c));")
                        .message())
                .contains("10 M rows of public.t, 1000 MB, are indexed (production.csv)")
                .contains(
                        " It is more, because indexes are measured as B-trees, and gin takes several times as long.\n");
        assertThat(finding("CREATE INDEX g ON t USING brin (a);").message()).doesNotContain("It is more");
    }

    @Test
    void a_part_of_the_rows_is_taken_for_the_same_part_there_and_nobody_is_said_to_wait() throws SQLException {
        Finding finding = finding("UPDATE t SET c = 'x' WHERE id % 4 = 0;");

        assertThat(finding.rule()).isEqualTo("safety.unbatched-change");
        // 2.5 M of the rows at 50 k a second, and one pass to find them.
        assertThat(finding.message())
                .contains(
                        "this takes about 60 s (20 s to 3 min): 10 M rows of public.t, 1000 MB, are changed if 25 % are,"
                                + " as here and read")
                .doesNotContain("whoever needs the lock");
    }

    @Test
    void where_nobody_knows_which_part_of_the_table_it_is_all_of_it_is_taken_and_that_is_said() throws SQLException {
        assertThat(finding("SET LOCAL enable_seqscan = off; UPDATE t SET c = 'x' WHERE id BETWEEN 1 AND 1000000;")
                        .message())
                .contains("10 M rows of public.t, 1000 MB, are changed if all of them are (production.csv)");
    }

    @Test
    void statements_of_one_transaction_are_added_up() throws SQLException {
        Finding finding = of(
                databases.judgeIn(
                        Production.of(SIZES, () -> RATES),
                        "",
                        "CREATE TABLE n1 AS SELECT * FROM t; CREATE TABLE n2 AS SELECT * FROM t;"),
                "safety.long-transaction");

        // 10 s to read and 200 s to write, twice.
        assertThat(finding.facts()).containsEntry("estimated seconds", "420.000");
        assertThat(finding.message())
                .contains("this takes about 7 min", "10 M rows of public.n1, ", "are changed")
                .doesNotContain("whoever needs the lock");
    }

    @Test
    void what_production_does_not_know_is_said_and_nothing_is_measured_for_it() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        ProductionSizes sizes = ProductionSizes.of(
                "production.csv",
                Map.of(
                        new Relation("public", "p"), new RelationSize(-1, 0),
                        new Relation("other", "t"), new RelationSize(5, 5)));
        Production production = Production.of(sizes, () -> {
            asked.incrementAndGet();
            return RATES;
        });

        Finding unnamed = only(databases.judgeIn(production, "", LIMIT + "CREATE INDEX i ON t (a);"));
        assertThat(unnamed.message())
                .contains("\nThere is no estimate for production: it does not name public.t (production.csv).\n");
        assertThat(unnamed.facts()).doesNotContainKey("estimated seconds");
        assertThat(only(databases.judgeIn(production, "", LIMIT + "CREATE INDEX i ON p (id);"))
                        .message())
                .contains("There is no estimate for production: public.p was never analysed there (production.csv).");
        assertThat(asked).hasValue(0);

        ProductionSizes one = ProductionSizes.of(
                "production.csv",
                Map.of(
                        new Relation("public", "t"), new RelationSize(10_000_000, MEGA),
                        new Relation("public", "p"), new RelationSize(0, 0)));
        assertThat(only(databases.judgeIn(
                                Production.of(one, () -> RATES),
                                "",
                                LIMIT + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p;"))
                        .message())
                .contains("this takes about 10 s", "It is more, because public.p has 0 rows there (production.csv).");
    }

    @Test
    void without_sizes_nothing_is_estimated_and_no_verdict_depends_on_them() throws SQLException {
        List<Finding> without = databases.judge(LIMIT + "CREATE INDEX i ON t (a);");
        List<Finding> with =
                databases.judgeIn(Production.of(SIZES, () -> RATES), "", LIMIT + "CREATE INDEX i ON t (a);");

        assertThat(only(without).message()).doesNotContain("production,");
        assertThat(with)
                .extracting(Finding::rule, Finding::severity, Finding::object)
                .isEqualTo(without.stream()
                        .map(finding -> org.assertj.core.groups.Tuple.tuple(
                                finding.rule(), finding.severity(), finding.object()))
                        .toList());
        assertThat(databases.judgeIn(
                        Production.of(SIZES, () -> RATES), "", LIMIT + "ALTER TABLE t ADD COLUMN note text;"))
                .isEmpty();
    }
}
