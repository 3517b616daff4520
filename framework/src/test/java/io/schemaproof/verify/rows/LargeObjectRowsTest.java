package io.schemaproof.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of type oid hold the numbers of large objects, and what those hold is what an application misses. */
class LargeObjectRowsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "start",
                        "CREATE DOMAIN lob AS oid;"
                                + " CREATE TABLE doc (id int PRIMARY KEY, body oid, picture lob);"
                                + " CREATE TABLE other (id int PRIMARY KEY, body oid NOT NULL);",
                        "DROP TABLE doc, other; DROP DOMAIN lob;")
                .step(
                        "read",
                        "ALTER TABLE doc ADD COLUMN bytes bytea; UPDATE doc SET bytes = lo_get(body) WHERE body <> 0;",
                        "ALTER TABLE doc DROP COLUMN bytes;")
                .step(
                        "unlinked",
                        "CREATE TABLE kept AS SELECT id, body FROM doc;"
                                + " SELECT lo_unlink(body) FROM doc WHERE body IN (SELECT oid FROM pg_largeobject_metadata);"
                                + " UPDATE doc SET body = NULL;",
                        "UPDATE doc SET body = kept.body FROM kept WHERE kept.id = doc.id; DROP TABLE kept;")
                .step(
                        "moved",
                        "ALTER TABLE doc ADD COLUMN image bytea; UPDATE doc SET image = lo_get(picture) WHERE picture <> 0;"
                                + " SELECT lo_unlink(picture) FROM doc WHERE picture <> 0; ALTER TABLE doc DROP COLUMN picture;",
                        "ALTER TABLE doc ADD COLUMN picture lob;"
                                + " UPDATE doc SET picture = coalesce(lo_from_bytea(0, image), 0) WHERE image IS NOT NULL;"
                                + " ALTER TABLE doc DROP COLUMN image;")
                .step(
                        "changed",
                        "SELECT lo_put(body, 0, 'x') FROM other WHERE id <= 2;",
                        "SELECT lo_put(body, 0, 'y') FROM other WHERE id <= 2;")
                .resultsOn(20);
    }

    private static List<Finding> found(String step, DataRule rule) {
        return Preserved.findings(results, step, rule);
    }

    @Test
    void there_is_one_to_read_for_each_row() {
        assertThat(Preserved.named(results, "read").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(found("read", DataRule.PARTLY_CHECKED)).isEmpty();
    }

    @Test
    void a_number_that_comes_back_without_its_large_object_is_lost() {
        assertThat(found("unlinked", DataRule.LOSES_DATA))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("After up and down ")
                        .contains(" rows of public.doc have another value in body.")
                        .containsPattern(
                                "body '(\\d+) \\(large object, \\d+ bytes\\)' -> '\\1 \\(no large object\\)'"));
    }

    @Test
    void the_same_contents_under_another_number_are_not_lost() {
        assertThat(found("moved", DataRule.LOSES_DATA)).isEmpty();
        assertThat(found("moved", DataRule.RESCALES))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("After up and down values of picture in ")
                        .contains(" are equal to those of before, and in large objects of other numbers.\n")
                        .containsPattern(
                                "picture '\\d+ \\(large object, \\d+ bytes\\)' -> '\\d+ \\(large object, \\d+ bytes\\)'")
                        .endsWith(
                                "\nThe contents are the same, so nothing is lost; whoever has kept a number finds nothing,"
                                        + " and a text that is made of it is another."));
    }

    @Test
    void contents_are_compared_though_no_row_is_written() {
        assertThat(found("changed", DataRule.LOSES_DATA))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("After up and down 2 of 20 rows of public.other have another value in body."));
    }
}
