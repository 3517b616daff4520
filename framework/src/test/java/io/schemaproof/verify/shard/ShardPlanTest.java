package io.schemaproof.verify.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.MigrationsOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardPlanTest {

    @TempDir
    private Path root;

    private MigrationFolder folder(int migrations) {
        MigrationsOnDisk disk = new MigrationsOnDisk(root.resolve("db"));
        for (int number = 1; number <= migrations; number++) {
            disk.pair("%03d_t".formatted(number), "CREATE TABLE t" + number + " ();", "DROP TABLE t" + number + ";");
        }
        return disk.read();
    }

    private static ShardPart part(MigrationFolder folder, RecordedTimes times, String shard) {
        MigrationRange whole = new MigrationRange(0, folder.migrations().size() - 1);
        return new Sharding(Shard.parse(shard), times).part(folder, whole);
    }

    private Path report(String name, String... migrations) throws IOException {
        return Files.writeString(
                root.resolve(name), "{\"tool\":\"schemaproof\",\"migrations\":[" + String.join(",", migrations) + "]}");
    }

    private static String took(String version, double millis) {
        return "{\"version\":\"%s\",\"up\":\"%s_t.up.sql\",\"millis\":{\"checks\":%s}}"
                .formatted(version, version, millis);
    }

    @Test
    void the_parts_of_all_shards_are_the_whole_and_none_is_empty() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            double[] weights = random.doubles(1 + random.nextInt(12), 1, 1000).toArray();
            int shards = 1 + random.nextInt(12);

            int[] ends = ShardPlan.ends(weights, shards);

            assertThat(ends).isSorted();
            assertThat(ends[shards - 1]).isEqualTo(weights.length);
            assertThat(Arrays.stream(ends).distinct().count())
                    .as("%d shards of %d", shards, weights.length)
                    .isEqualTo(Math.min(shards, weights.length));
        }
    }

    @Test
    void without_times_each_migration_counts_the_same() {
        assertThat(ShardPlan.ends(new double[] {1, 1, 1, 1, 1, 1, 1}, 3)).containsExactly(2, 5, 7);
    }

    @Test
    void times_of_earlier_runs_make_the_parts_equal_and_what_is_new_counts_as_others_do() throws IOException {
        MigrationFolder folder = folder(6);
        Path whole = report("whole.json", took("001", 900), took("002", 100));
        Path shard = report("shard.json", took("003", 100), took("004", 100), took("005", 100));

        RecordedTimes times = RecordedTimes.configuredBy(
                Configuration.of(Map.of(ConfigurationParameters.SHARD_TIMES, whole + ", " + shard)));

        assertThat(part(folder, times, "1/2").range()).isEqualTo(new MigrationRange(0, 0));
        assertThat(part(folder, times, "2/2").range()).isEqualTo(new MigrationRange(1, 5));
        assertThat(part(folder, times, "2/2").words(folder))
                .startsWith("Shard 2/2 answers for 5 of 6 migrations, 002 to 006 (plan ");
        assertThat(part(folder, RecordedTimes.NONE, "1/2").words(folder))
                .startsWith("Shard 1/2 answers for 3 of 6 migrations, 001 to 003, and for what belongs to none (plan ");
    }

    @Test
    void shards_that_were_divided_in_another_way_do_not_fit_together() throws IOException {
        MigrationFolder folder = folder(6);
        RecordedTimes times =
                RecordedTimes.read(List.of(report("a.json", took("001", 900), took("002", 1), took("003", 1))));

        assertThat(part(folder, times, "1/2").plan())
                .isEqualTo(part(folder, times, "2/2").plan());
        assertThat(part(folder, times, "1/2").plan())
                .isNotEqualTo(part(folder, RecordedTimes.NONE, "2/2").plan());
        assertThat(part(folder, times, "1/2").plan())
                .isNotEqualTo(part(folder, times, "1/3").plan());
    }

    @Test
    void a_shard_for_which_nothing_is_left_says_so() {
        MigrationFolder folder = folder(3);

        assertThat(part(folder, RecordedTimes.NONE, "3/5").range()).isEqualTo(new MigrationRange(2, 2));
        assertThatThrownBy(() -> part(folder, RecordedTimes.NONE, "4/5"))
                .isInstanceOf(EmptyShardException.class)
                .hasMessage("Nothing is in shard 4/5: there are 3 migrations for 5 shards. It has checked nothing; more"
                        + " than 3 shards are too many.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0/5 | schemaproof.shard: There is no shard 0/5: of 5 they are 1/5 to 5/5.
                    6/5 | schemaproof.shard: There is no shard 6/5: of 5 they are 1/5 to 5/5.
                    2/1 | schemaproof.shard: There is no shard 2/1: of 1 they are 1/1.
                    0/0 | schemaproof.shard: There is no shard 0/0: at least one is needed, 1/1.
                    x   | schemaproof.shard: 'x' is no shard. Write which one it is and of how many: 2/5.
                    -1/5 | schemaproof.shard: '-1/5' is no shard. Write which one it is and of how many: 2/5.
                    """)
    void what_is_no_shard_is_refused(String text, String message) {
        Configuration configuration = Configuration.of(Map.of(ConfigurationParameters.SHARD, text));

        assertThatThrownBy(() -> Sharding.configuredBy(configuration))
                .isInstanceOf(MigrationException.class)
                .hasMessage(message);
    }

    @Test
    void times_that_cannot_be_read_are_refused() throws IOException {
        Path missing = root.resolve("none.json");
        Path other = Files.writeString(root.resolve("other.json"), "{\"files\":[]}");

        assertThatThrownBy(() -> RecordedTimes.read(List.of(missing)))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("The report " + missing + " cannot be read: java.nio.file.NoSuchFileException")
                .hasMessageEndingWith(
                        "It is to tell how long checks took; shards must all read the same files, or some migration is"
                                + " checked by none of them.");
        assertThatThrownBy(() -> RecordedTimes.read(List.of(other)))
                .hasMessageStartingWith(other + " is no JSON report of a verification. Name a file that 'verify' has");
    }
}
