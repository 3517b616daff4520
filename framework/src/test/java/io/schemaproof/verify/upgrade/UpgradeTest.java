package io.schemaproof.verify.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.drift.DriftText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTest {

    /** As golang-migrate leaves it. */
    private static final String BOOK_OF_1 =
            "CREATE TABLE public.schema_migrations (version bigint PRIMARY KEY, dirty boolean);\n"
                    + "INSERT INTO public.schema_migrations VALUES (1, false);\n";

    @TempDir
    private Path root;

    private MigrationsOnDisk disk;

    @BeforeEach
    void write() {
        disk = new MigrationsOnDisk(root.resolve("m"))
                .pair("1_orders", "CREATE TABLE orders (id int PRIMARY KEY, note text);", "DROP TABLE orders;")
                .pair("2_notes", "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;", "SELECT 1;")
                .pair("3_total", "ALTER TABLE orders ADD total int;", "SELECT 1;");
    }

    private StartingPoint dump(String sql) {
        try {
            return StartingPoint.of(Files.writeString(root.resolve("dump.sql"), BOOK_OF_1 + sql));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<UpgradePath> upgrade(String dump) {
        return Upgrade.of(disk.read()).startingWith(dump(dump)).evaluate();
    }

    @Test
    void both_ways_end_in_one_schema() {
        List<UpgradePath> paths = upgrade(
                "CREATE TABLE public.orders (id int PRIMARY KEY, note text); INSERT INTO public.orders VALUES (1, 'x');");

        assertThat(paths)
                .allMatch(UpgradePath::passed)
                .extracting(path -> path.steps().size())
                .containsExactly(3, 2);
        assertThat(paths.get(1).start()).startsWith("the dump ");
        assertThat(paths.get(1).end()).isPresent();
    }

    @Test
    void what_production_holds_may_be_in_the_way_and_later_versions_are_not_run_then() {
        UpgradePath fromDump = upgrade(
                        "CREATE TABLE public.orders (id int PRIMARY KEY, note text); INSERT INTO public.orders VALUES (1, NULL);")
                .get(1);

        assertThat(fromDump.passed()).isFalse();
        assertThat(fromDump.end()).isEmpty();
        assertThat(fromDump.steps())
                .satisfiesExactly(
                        second -> {
                            assertThat(second.failed()).isTrue();
                            assertThat(second.problem())
                                    .get()
                                    .asString()
                                    .contains(
                                            "2_notes.up.sql:1:1 ERROR 23502: column \"note\" of relation \"orders\" contains null values");
                        },
                        third -> {
                            assertThat(third.failed()).isFalse();
                            assertThat(third.problem()).contains("2 notes before it was not applied");
                        });
    }

    @Test
    void an_up_that_nobody_commits_has_failed() {
        MigrationsOnDisk open =
                new MigrationsOnDisk(root.resolve("open")).file("001_a.sql", "BEGIN;\nCREATE TABLE a (id int);\n");

        UpgradePath path = Upgrade.of(open.read()).evaluate().get(0);

        assertThat(path.passed()).isFalse();
        assertThat(path.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.problem())
                        .contains(
                                "001_a.sql:2 the script ends inside a transaction that it opened; what it did there is rolled back,"
                                        + " as when its tool disconnects. Put COMMIT at its end."));
    }

    @Test
    void an_end_that_is_another_is_told_with_what_differs() {
        UpgradePath fromDump = upgrade("CREATE TABLE public.orders (id bigint PRIMARY KEY, note text);")
                .get(1);

        assertThat(fromDump.passed()).isFalse();
        assertThat(DriftText.of(fromDump.end().orElseThrow()))
                .contains("different there: column public.orders.id: type changed", "compared with what the dump ");
    }

    @Test
    void it_ends_at_the_version_that_is_asked_for_and_a_dump_that_holds_all_has_no_step() {
        List<UpgradePath> paths = Upgrade.of(disk.read())
                .to("1")
                .startingWith(dump("CREATE TABLE public.orders (id int PRIMARY KEY, note text);"))
                .evaluate();

        assertThat(paths.get(0).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.applied()).isTrue());
        assertThat(paths.get(1).steps()).isEmpty();
        assertThat(paths).allMatch(UpgradePath::passed);
    }

    @Test
    void a_dump_that_holds_all_and_has_another_schema_is_told_with_what_differs() {
        UpgradePath fromDump = Upgrade.of(disk.read())
                .to("1")
                .startingWith(dump("CREATE TABLE public.orders (id bigint PRIMARY KEY);"))
                .evaluate()
                .get(1);

        assertThat(fromDump.steps()).isEmpty();
        assertThat(fromDump.passed()).isFalse();
        assertThat(DriftText.of(fromDump.end().orElseThrow()))
                .contains("missing there: column public.orders.note", "column public.orders.id: type changed");
    }

    @Test
    void an_up_that_cannot_be_run_here_stops_the_way_without_failing() {
        MigrationsOnDisk goose = new MigrationsOnDisk(root.resolve("g"))
                .file("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n")
                .file("00002_b.go", "package migrations\n");

        assertThat(Upgrade.of(goose.read()).evaluate()).singleElement().satisfies(path -> {
            assertThat(path.passed()).isFalse();
            assertThat(path.steps().get(1).failed()).isFalse();
            assertThat(path.steps().get(1).problem()).get().asString().startsWith("it cannot be run here: ");
        });
    }
}
