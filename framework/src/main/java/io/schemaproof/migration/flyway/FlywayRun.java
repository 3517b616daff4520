package io.schemaproof.migration.flyway;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.source.SourceFolder;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.output.MigrateResult;

/** Has Flyway apply one migration, as {@code flyway migrate} does where it is the only new one. */
final class FlywayRun {

    private final LibraryStep step;
    private final LibrarySession session;
    private final FlywayConfiguration settings;

    FlywayRun(LibraryStep step, LibrarySession session) {
        this.step = step;
        this.session = session;
        this.settings = new FlywayConfiguration(step.root());
    }

    void run() throws SQLException {
        switch (step.verb()) {
            case "init" -> init();
            case "undo" -> undo();
            default -> migrate();
        }
    }

    /** Flyway makes its table also where it finds no migration; what is there already was put there before. */
    private void init() {
        SourceFolder folder = SourceFolder.open(step.root());
        FluentConfiguration configuration = configuration(
                        folder, FlywayPlan.of(folder, settings).migrations(), List.of())
                .skipDefaultCallbacks(true)
                .baselineOnMigrate(true)
                .baselineVersion("0");
        MigrateResult unused = configuration.load().migrate();
    }

    private void migrate() throws SQLException {
        SourceFolder folder = SourceFolder.open(step.root());
        List<Planned> all = FlywayPlan.of(folder, settings).migrations();
        Planned own = planned(all)
                .orElseThrow(() ->
                        new IllegalStateException("the folder holds no migration " + step.migration() + " any more"));
        Set<String> applied;
        try (FlywayHistory history = new FlywayHistory(session, settings.configure())) {
            history.forget(own);
            applied = history.applied();
        }
        // An earlier one that has failed would be tried again, and hide what this one does.
        List<Planned> known = all.stream()
                .filter(planned -> planned.equals(own) || applied.contains(planned.key()))
                .toList();
        // On the way back down, a later one that changes nothing and has no down is still noted.
        MigrateResult result =
                configuration(folder, all, known).outOfOrder(true).load().migrate();
        if (result.migrationsExecuted == 0) {
            session.leaveOut("Flyway finds nothing to do, because of the script configuration of "
                    + step.script().path() + " or of " + settings.file());
        }
    }

    private Optional<Planned> planned(List<Planned> all) {
        return all.stream()
                .filter(planned -> planned.key().equals(step.migration()))
                .findFirst();
    }

    private FluentConfiguration configuration(SourceFolder folder, List<Planned> all, List<Planned> known) {
        Set<String> keptBack = all.stream()
                .filter(planned -> !known.contains(planned))
                .map(Planned::path)
                .collect(Collectors.toSet());
        List<Class<? extends JavaMigration>> types =
                known.stream().flatMap(planned -> planned.type().stream()).toList();
        ClassProvider<JavaMigration> classes = () -> types;
        return settings.configure()
                .dataSource(new SessionDataSource(session))
                .resourceProvider(new FolderResources(folder, keptBack))
                .javaMigrationClassProvider(classes);
    }

    /** Run what takes it back, which only editions that are not free do themselves, and have Flyway forget the migration. */
    private void undo() throws SQLException {
        FlywayPlan plan = FlywayPlan.of(SourceFolder.open(step.root()), settings);
        MigrationRun run = session.run(
                new Script(
                        step.script().file(),
                        step.script().path(),
                        step.content(),
                        1,
                        ScriptDialect.FLYWAY,
                        ExecutionMode.STATEMENTS_IN_TRANSACTION),
                settings.placeholders());
        if (!run.succeeded()) {
            throw new SQLException("the undo script fails");
        }
        Optional<Planned> undone = planned(plan.migrations());
        if (undone.isPresent()) {
            try (FlywayHistory history = new FlywayHistory(session, settings.configure())) {
                history.forget(undone.get());
            }
        }
    }
}
