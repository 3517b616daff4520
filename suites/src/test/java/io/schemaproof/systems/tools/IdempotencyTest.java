package io.schemaproof.systems.tools;

import static io.schemaproof.fixtures.tools.ToolScript.DOES_NOT_LOOK;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY_ROWS;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE;
import static io.schemaproof.fixtures.tools.ToolScript.TOUCHES_EVERY_ROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.FillMoment;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import io.schemaproof.verify.result.MigrationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Idempotency: 002 passes the check on legacy rows, and two migrations that are not idempotent do not")
class IdempotencyTest {

    @Test
    @DisplayName(
            "applied twice, 002 is quiet; one migration is refused the second time, another changes the rows again")
    void the_check_tells_them_apart(@TempDir Path folder) throws IOException {
        ToolEdition tools = ToolEdition.withoutEmbedding();
        Files.writeString(folder.resolve("001_does_not_look.sql"), DOES_NOT_LOOK.text());
        Files.writeString(
                folder.resolve("002_reconcile.sql"), tools.script(RECONCILE).text());
        Files.writeString(folder.resolve("003_touches_every_row.sql"), TOUCHES_EVERY_ROW.text());
        MigrationFolder migrations = MigrationReader.read(folder);

        List<MigrationResult> results = RoundTrip.of(migrations)
                .on(tools.server())
                .before(ScriptRuns.script(LEGACY))
                .withRows(ToolEdition.rows(
                        FillMoment.before(migrations.migrations().get(0)), LEGACY_ROWS))
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations();

        assertThat(ofIdempotency(results.get(0))).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("idempotency.rerun-fails");
            assertThat(finding.message())
                    .contains("42701", "column \"usage_count\" of relation \"tool\" already exists");
        });
        assertThat(ofIdempotency(results.get(1))).isEmpty();
        assertThat(ofIdempotency(results.get(2))).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("idempotency.changes-rows");
            assertThat(finding.object()).hasValue("public.tool");
            assertThat(finding.facts()).containsEntry("changed usage_count", "5");
        });
    }

    private static List<Finding> ofIdempotency(MigrationResult result) {
        return result.findings().stream()
                .filter(finding -> finding.rule().startsWith("idempotency."))
                .toList();
    }
}
