package io.schemaproof.verify.audit;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.state.DatabaseState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that was run to its end, and what the database held before and after it.
 *
 * @param added what is there after it and was not before
 * @param removed what was there before it and is not after
 * @param run empty where it was not run to its end
 * @param unknown why it was not; empty where it was
 */
record FileRun(
        Migration migration,
        DatabaseState before,
        DatabaseState after,
        List<CatalogObject> added,
        List<CatalogObject> removed,
        Optional<MigrationRun> run,
        Optional<String> unknown) {

    /** Run a file as psql does that goes on after errors: each statement for itself, unless the file begins a transaction. */
    static FileRun of(ObservedDatabase database, DatabaseState before, Migration migration) throws SQLException {
        if (migration.notRunnable().isPresent()) {
            return of(
                    migration,
                    before,
                    before,
                    Optional.empty(),
                    Optional.of(
                            "it cannot be run here: " + migration.notRunnable().get()));
        }
        Script up = migration.up();
        Script single =
                new Script(up.file(), up.path(), up.text(), up.firstLine(), up.dialect(), ExecutionMode.STATEMENTS);
        Optional<MigrationRun> run = Optional.empty();
        Optional<String> unknown = Optional.empty();
        try {
            run = Optional.of(MigrationRunner.on(database.database().settings())
                    .withMode(RunMode.CONTINUE)
                    .run(single));
        } catch (SQLException e) {
            if (LostServer.isDown(database.database().server(), e)) {
                throw e;
            }
            unknown = Optional.of("it lost its session: " + ErrorMask.text(e));
        }
        return of(migration, before, database.state(), run, unknown);
    }

    private static FileRun of(
            Migration migration,
            DatabaseState before,
            DatabaseState after,
            Optional<MigrationRun> run,
            Optional<String> unknown) {
        return new FileRun(
                migration,
                before,
                after,
                missing(after.catalog(), before.catalog()),
                missing(before.catalog(), after.catalog()),
                run,
                unknown);
    }

    /** What one catalogue holds and the other lacks. */
    private static List<CatalogObject> missing(Catalog one, Catalog other) {
        return one.objects().values().stream()
                .filter(object -> other.find(object.id()).isEmpty())
                .toList();
    }

    String file() {
        return migration.up().path();
    }

    List<StatementOutcome> outcomes() {
        return run.map(MigrationRun::outcomes).orElse(List.of());
    }

    List<StatementOutcome> failures() {
        return outcomes().stream()
                .filter(outcome -> outcome.error().isPresent())
                .toList();
    }

    /** Whether all of it was run, and kept. */
    boolean succeeded() {
        return run.isPresent() && run.get().passed();
    }

    FileStatus status() {
        if (run.isEmpty()) {
            return FileStatus.INCONCLUSIVE;
        }
        if (succeeded()) {
            return FileStatus.SUCCESS;
        }
        return before.equals(after) ? FileStatus.FAILED : FileStatus.PARTIAL;
    }

    /** Whether it changed what all databases of a server share. */
    boolean touchesShared() {
        return !before.catalog()
                .filter(object -> object.id().kind().isClusterWide())
                .equals(after.catalog().filter(object -> object.id().kind().isClusterWide()));
    }

    /** Kind to number of what it made, without parts of tables and types and without members of extensions. */
    SortedMap<String, Integer> made() {
        SortedMap<String, Integer> made = new TreeMap<>();
        added.stream()
                .filter(object ->
                        object.extension().isEmpty() && !isPart(object.id().kind()))
                .forEach(object -> made.merge(object.id().kind().word(), 1, Integer::sum));
        return made;
    }

    static boolean isPart(ObjectKind kind) {
        return kind == ObjectKind.COLUMN
                || kind == ObjectKind.ATTRIBUTE
                || kind == ObjectKind.CONSTRAINT
                || kind == ObjectKind.COMMENT;
    }
}
