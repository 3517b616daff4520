package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project of migrations and seeds in a folder, and what the check says of it. */
public final class Preserved {

    private final Path root;
    private final MigrationsOnDisk migrations;
    private int next;

    public Preserved(Path root) {
        this.root = root;
        this.migrations = new MigrationsOnDisk(root.resolve("migrations"));
    }

    /** Add the next migration. */
    public Preserved step(String up, String down) {
        return step("m", up, down);
    }

    /** Add the next migration under a name, by which its result can be asked for among others. */
    public Preserved step(String name, String up, String down) {
        migrations.pair(++next + "_" + name, up, down);
        return this;
    }

    /** The result of the migration of a name. */
    public static MigrationResult named(List<MigrationResult> results, String name) {
        return results.stream()
                .filter(result ->
                        result.migration().description().replace(' ', '_').equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a rule has found in the migration of a name. */
    public static List<Finding> findings(List<MigrationResult> results, String name, DataRule rule) {
        return named(results, name).findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
    }

    /** Add a seed. */
    public Preserved seed(String name, String text) {
        try {
            Path file = root.resolve("seeds").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public MigrationFolder migrations() {
        return migrations.read();
    }

    public RoundTrip roundTrip() {
        MigrationFolder folder = migrations();
        return RoundTrip.of(folder).withRows(SeedFolder.read(root.resolve("seeds"), folder));
    }

    public List<MigrationResult> results() {
        return roundTrip().evaluate().migrations();
    }

    /** The results on as many made-up rows in each table, without seeds. */
    public List<MigrationResult> resultsOn(long rows) {
        return RoundTrip.of(migrations())
                .withRows(GeneratedRowSource.of(rows))
                .evaluate()
                .migrations();
    }

    /** The result of the last migration; those before it must have passed. */
    public MigrationResult last() {
        List<MigrationResult> results = results();
        assertThat(results.subList(0, results.size() - 1))
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.findings().toString())
                        .isEqualTo(MigrationVerdict.OK));
        return results.get(results.size() - 1);
    }

    /** The only finding of a rule. */
    public static Finding only(MigrationResult result, DataRule rule) {
        List<Finding> found = result.findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
        assertThat(found).as(result.findings().toString()).hasSize(1);
        assertThat(found.get(0).severity()).isEqualTo(rule.severity());
        return found.get(0);
    }
}
