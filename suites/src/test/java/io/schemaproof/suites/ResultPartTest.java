package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultPartTest {

    @Test
    void what_checks_have_measured_stays_for_the_reports() {
        Migration migration = MigrationReader.read(Path.of("src/test/resources/suites/good"))
                .migrations()
                .get(0);
        OptionalDouble millis = OptionalDouble.of(2);
        CheckResult up = new CheckResult(migration, "up", true, List.of(), Map.of("millis", "2"));
        MigrationResult whole = new MigrationResult(
                migration, MigrationVerdict.OK, millis, millis, millis, List.of(), List.of(up), Duration.ofMillis(6));

        MigrationResult part = ResultPart.narrowed(ResultPart.of(whole, finding -> true), finding -> true);

        assertThat(part).isEqualTo(whole);
        assertThat(Announcement.of(part, "up", "up"::equals, List.of()).figures())
                .containsEntry("millis", "2");
    }
}
