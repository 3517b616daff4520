package io.schemaproof.verify.assumption;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that is infinite becomes no whole one, which is said as of other numbers that do not fit. */
class InfiniteNumbersTest {

    @Test
    void one_that_does_not_fit_is_told_with_the_query_for_it(@TempDir Path folder) {
        List<MigrationResult> results = RoundTrip.of(new Preserved(folder)
                        .step(
                                "tables",
                                "CREATE TABLE prices (id int PRIMARY KEY, amount numeric, net numeric);",
                                "DROP TABLE prices;")
                        .step(
                                "whole",
                                "ALTER TABLE prices ALTER amount TYPE integer USING CASE WHEN abs(amount) = 'Infinity' THEN amount::integer ELSE 1 END;",
                                "ALTER TABLE prices ALTER amount TYPE numeric;")
                        .step(
                                "finite",
                                "ALTER TABLE prices ALTER net TYPE integer USING CASE WHEN net BETWEEN -1000 AND 1000 THEN net::integer ELSE 1 END;",
                                "ALTER TABLE prices ALTER net TYPE numeric;")
                        .migrations())
                .withRows(GeneratedRowSource.of(40))
                .evaluate()
                .migrations();

        assertThat(only(Preserved.named(results, "whole"), DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that each value in public.prices.amount fits the type integer.")
                .contains("cannot convert infinity to integer")
                .contains("SELECT * FROM public.prices WHERE amount NOT BETWEEN -2147483648 AND 2147483647");
        assertThat(Preserved.named(results, "finite").findings())
                .noneMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
    }
}
