package io.schemaproof.verify.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what shards say against what one run says. With {@code -Dschemaproof.test.all-checks=true} by every check that may be
 * divided, which takes a minute.
 */
class ShardedRoundTripTest {

    private static final boolean ALL = Boolean.getBoolean("schemaproof.test.all-checks");

    @TempDir
    private Path folder;

    /** What is said of one of them depends on others: what they leave undone, the rows that they cannot stand, the chain of downs. */
    private RoundTrip roundTrip() {
        MigrationsOnDisk migrations = new MigrationsOnDisk(folder)
                .pair(
                        "1_orders",
                        "CREATE TABLE orders (id bigint PRIMARY KEY, state text, amount numeric);\n"
                                + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;",
                        "DROP TABLE orders;")
                .pair(
                        "2_state",
                        "ALTER TABLE orders ALTER COLUMN state SET NOT NULL;",
                        "ALTER TABLE orders ALTER COLUMN state DROP NOT NULL;")
                .pair(
                        "4_amount",
                        "ALTER TABLE orders DROP COLUMN amount;",
                        "ALTER TABLE orders ADD COLUMN amount numeric;");
        if (!ALL) {
            return RoundTrip.of(migrations.read()).withRows(GeneratedRowSource.of(3));
        }
        migrations
                .pair("3_broken", "ALTER TABLE nowhere ADD COLUMN x int;", "SELECT 1;")
                .pair("5_index", "CREATE INDEX orders_state ON orders (state);", "SELECT 1;")
                .pair("6_role", "CREATE ROLE sharded_reader;", "DROP ROLE sharded_reader;")
                .pair("7_valid", "ALTER TABLE orders ADD COLUMN made timestamptz DEFAULT now();", "");
        return RoundTrip.of(migrations.read())
                .withRows(GeneratedRowSource.of(5))
                .withSafety()
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .withPartialFailure()
                .withDeterminism()
                .withTraffic()
                .withGaps();
    }

    private static List<String> told(Verification verification) {
        List<String> told = new ArrayList<>();
        for (MigrationResult result : verification.migrations()) {
            told.add(result.migration().version() + " " + result.verdict().word());
            result.findings().stream()
                    .map(ShardedRoundTripTest::told)
                    .distinct()
                    .forEach(told::add);
        }
        return told;
    }

    /** How many clients waited is another each time. */
    private static String told(Finding finding) {
        return finding.severity() + " " + finding.rule() + " " + finding.object()
                + (finding.rule().startsWith("traffic.") ? "" : " " + finding.message());
    }

    @Test
    void the_shards_together_say_what_one_run_of_all_says() {
        List<String> whole = told(roundTrip().evaluate());
        assertThat(whole).contains("4 leaves-trace");

        List<String> union = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            Verification part = roundTrip()
                    .inShard(new Sharding(new Shard(number, 2), RecordedTimes.NONE))
                    .evaluate();
            union.addAll(told(part));
            assertThat(part.migrations())
                    .allSatisfy(result -> assertThat(result.time().toNanos()).isPositive());
            assertThat(part.parameters()).containsEntry("shard", number + "/2");
        }

        assertThat(union).containsExactlyElementsOf(whole);
    }

    @Test
    void a_shard_writes_no_baseline() {
        RoundTrip shard = roundTrip()
                .inShard(new Sharding(new Shard(1, 2), RecordedTimes.NONE))
                .configuredBy(Configuration.of(Map.of(
                        ConfigurationParameters.FINDINGS_BASELINE,
                        folder.resolve("baseline.txt").toString(),
                        ConfigurationParameters.FINDINGS_BASELINE_WRITE,
                        "true")));

        assertThatThrownBy(shard::evaluate)
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        "A shard knows a part of the findings, and would write a baseline without the others. Write it in a"
                                + " run of all migrations.");
    }
}
