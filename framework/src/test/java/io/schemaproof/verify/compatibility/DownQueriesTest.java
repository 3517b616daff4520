package io.schemaproof.verify.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the application of before meets when a migration is taken back, and what that of after loses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownQueriesTest {

    private static final String SHOP = """
            -- name: by_status
            SELECT id FROM orders WHERE status = :status;

            -- name: new_order
            INSERT INTO orders VALUES (:id, 'open', 3);

            -- name: by_region
            -- from: 4
            SELECT id FROM orders WHERE region = :region;

            -- name: by_total
            -- from: 4
            SELECT id FROM orders WHERE total = :total;
            """;

    private final Map<String, MigrationResult> results = new TreeMap<>();

    @BeforeAll
    void verify(@TempDir Path root) throws IOException {
        Path queries = Files.createDirectories(root.resolve("queries"));
        Files.writeString(queries.resolve("shop.sql"), SHOP);
        RoundTrip.of(new MigrationsOnDisk(root.resolve("migrations"))
                        .pair(
                                "1_start",
                                "CREATE TABLE orders (id int PRIMARY KEY, status text, total int);\n"
                                        + "CREATE INDEX orders_status ON orders (status);",
                                "DROP TABLE orders;")
                        .pair(
                                "2_order",
                                "CREATE INDEX orders_total ON orders (total);",
                                "DROP INDEX orders_total;\nALTER TABLE orders DROP status;\nALTER TABLE orders ADD status text;\n"
                                        + "CREATE INDEX orders_status ON orders (status);")
                        .pair(
                                "3_channel",
                                "ALTER TABLE orders ADD channel text;",
                                "ALTER TABLE orders DROP channel;\nDROP INDEX orders_status;")
                        .pair("4_region", "ALTER TABLE orders ADD region text;", "ALTER TABLE orders DROP region;")
                        .read())
                .withQueries(queries)
                .evaluate()
                .migrations()
                .forEach(result -> results.put(result.migration().version(), result));
    }

    private List<Finding> found(String version) {
        return results.get(version).findings().stream()
                .filter(finding -> finding.rule().startsWith("queries."))
                .toList();
    }

    @Test
    void columns_that_come_back_in_another_order_break_who_does_not_name_them() {
        assertThat(results.get("2").verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(found("2")).extracting(Finding::rule).containsExactly("queries.broken", "queries.affected");
        Finding broken = found("2").get(0);
        assertThat(broken.file()).contains("2_order.down.sql");
        assertThat(broken.message())
                .isEqualTo(
                        "The query new_order of the service shop (queries/shop.sql:5) is refused after the down of this"
                                + " migration: ERROR 22P02: invalid input syntax for type integer: \"…\"\nWhoever takes this"
                                + " migration back lets the application of before run on what is left: each time it is sent it"
                                + " fails.");
        assertThat(broken.remedy())
                .isEqualTo(
                        "Let the down bring back what was there: what differs, roundtrip.* tells of this migration. Where it"
                                + " cannot, as with the order of columns, let shop name what it means.");
        assertThat(found("2").get(1).message())
                .isEqualTo("The down of this migration affects 1 of 1 service: shop (new_order broken)");
    }

    @Test
    void an_index_that_the_down_takes_along_is_missed() {
        assertThat(found("3"))
                .filteredOn(finding -> finding.rule().equals("queries.index-lost"))
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.file()).contains("3_channel.down.sql");
                    assertThat(lost.line()).isEqualTo(2);
                    assertThat(lost.message())
                            .contains(
                                    "finds its rows by no index any more after the down of this migration, and reads all of"
                                            + " public.orders.");
                });
    }

    @Test
    void who_needs_a_migration_has_to_go_back_before_its_down_runs() {
        assertThat(results.get("4").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(found("4")).singleElement().satisfies(note -> {
            assertThat(note.rule()).isEqualTo("queries.down-breaks");
            assertThat(note.file()).contains("4_region.down.sql");
            assertThat(note.message())
                    .isEqualTo("Without this migration the server does not understand what is sent since it by shop"
                            + " (by_region).");
            assertThat(note.remedy()).isEqualTo("Take shop back to the release of before first, then run the down.");
            assertThat(note.facts()).containsEntry("service shop", "by_region");
        });
    }
}
