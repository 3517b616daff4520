package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compare a schema with the one that was written down, or write it down when asked to.
 *
 * @since 0.1
 */
public final class SnapshotChecks {

    private static final String ACCEPT = "-D" + ConfigurationParameters.SNAPSHOT_ACCEPT + "=true";
    private static final int SHOWN = 100;

    /** What this run has written: two tests with one file would otherwise each accept what the other did not mean. */
    private static final Map<Path, SchemaSnapshot> ACCEPTED = new ConcurrentHashMap<>();

    private SnapshotChecks() {}

    /** Return what is wrong, or nothing. */
    public static Optional<Failure> matches(Schema schema, Path file) {
        int major = (int) (new Sql(schema.dataSource()).number("SHOW server_version_num") / 10_000);
        SchemaSnapshot now = SchemaSnapshot.of(major, schema.catalog());
        if (Configuration.ofSystem().isOn(ConfigurationParameters.SNAPSHOT_ACCEPT)) {
            return accept(file, now);
        }
        if (!Files.exists(file)) {
            return Optional.of(Failure.expected("a snapshot of the schema")
                    .butWas(file, "no such file")
                    .line("Run once with " + ACCEPT + ", look at the file, and keep it with the test."));
        }
        SchemaSnapshot then = SnapshotFile.read(file);
        CatalogDiff diff = CatalogDiff.between(then.catalog(), now.catalog());
        return diff.significant().isEmpty() ? Optional.empty() : Optional.of(failure(file, then, now, diff));
    }

    private static Optional<Failure> accept(Path file, SchemaSnapshot now) {
        SchemaSnapshot earlier = ACCEPTED.putIfAbsent(file.toAbsolutePath().normalize(), now);
        if (earlier == null) {
            SnapshotFile.write(file, now);
            return Optional.empty();
        }
        CatalogDiff diff = CatalogDiff.between(earlier.catalog(), now.catalog());
        return diff.significant().isEmpty()
                ? Optional.empty()
                : Optional.of(changes(Failure.expected("one schema for the snapshot " + file.getFileName()), diff)
                        .line("This run has accepted another schema for this file; it was not written again."));
    }

    private static Failure failure(Path file, SchemaSnapshot then, SchemaSnapshot now, CatalogDiff diff) {
        Failure failure = changes(Failure.expected("the schema of " + file.getFileName()), diff);
        if (then.postgres() != now.postgres()) {
            failure.line("Written on PostgreSQL " + then.postgres() + ", this is " + now.postgres()
                    + ": a part of the changes may be the server's.");
        }
        return failure.line("If this is the better schema, run once with " + ACCEPT + " and review " + file + ".");
    }

    private static Failure changes(Failure failure, CatalogDiff diff) {
        List<Change> changes = diff.significant();
        failure.butWas("no change", changes.size() == 1 ? "1 change" : changes.size() + " changes");
        changes.stream().limit(SHOWN).map(Change::describe).forEach(failure::line);
        if (changes.size() > SHOWN) {
            failure.line("… and " + (changes.size() - SHOWN) + " more");
        }
        return failure.line(
                diff.cosmetic().isEmpty()
                        ? ""
                        : diff.cosmetic().size() + " further without effect, such as another order of columns");
    }
}
