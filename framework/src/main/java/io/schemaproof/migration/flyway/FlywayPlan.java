package io.schemaproof.migration.flyway;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder.IgnoredFile;
import io.schemaproof.migration.source.SourceFile;
import io.schemaproof.migration.source.SourceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;

/** What Flyway would find in a folder and on the class path, in its order. */
final class FlywayPlan {

    private static final String JAVA = ".java";
    private static final List<String> SOURCES = List.of(JAVA, ".kt", ".groovy", ".scala");
    private static final String UNDO = "U";
    private static final String BASELINE = "B";

    private final List<Planned> migrations = new ArrayList<>();
    private final List<IgnoredFile> ignored = new ArrayList<>();
    private final Map<MigrationVersion, SourceFile> undos = new TreeMap<>();
    private final FluentConfiguration configuration;

    private FlywayPlan(FluentConfiguration configuration) {
        this.configuration = configuration;
    }

    static FlywayPlan of(SourceFolder folder, FlywayConfiguration settings) {
        FlywayPlan plan = new FlywayPlan(settings.configure());
        for (Class<? extends JavaMigration> type :
                JavaMigrations.find(settings.packages(), FlywayConfiguration.classLoader())) {
            plan.add(type);
        }
        folder.files().forEach(plan::add);
        plan.finish();
        return plan;
    }

    List<Planned> migrations() {
        return migrations;
    }

    List<IgnoredFile> ignored() {
        return ignored;
    }

    private void add(Class<? extends JavaMigration> type) {
        JavaMigration migration = JavaMigrations.instance(type);
        String path = type.getName().replace('.', '/') + JAVA;
        add(new Planned(
                Optional.ofNullable(migration.getVersion()),
                migration.getDescription(),
                Optional.empty(),
                Optional.of(type),
                path,
                false,
                Optional.empty()));
    }

    private void add(SourceFile file) {
        String name = file.name();
        Optional<String> suffix = List.of(configuration.getSqlMigrationSuffixes()).stream()
                .filter(name::endsWith)
                .findFirst();
        Optional<String> source = SOURCES.stream().filter(name::endsWith).findFirst();
        boolean java = source.isPresent();
        if (suffix.isEmpty() && !java) {
            if (file.isSql()) {
                ignored.add(new IgnoredFile(
                        file.path(),
                        "does not end in " + String.join(", ", configuration.getSqlMigrationSuffixes())
                                + "; Flyway skips it"));
            }
            return;
        }
        String stem = name.substring(
                0, name.length() - suffix.or(() -> source).orElse("").length());
        String prefix = List.of(
                        configuration.getSqlMigrationPrefix(),
                        configuration.getRepeatableSqlMigrationPrefix(),
                        BASELINE,
                        UNDO)
                .stream()
                .filter(stem::startsWith)
                .findFirst()
                .orElse("");
        int separator = stem.indexOf(configuration.getSqlMigrationSeparator());
        String version =
                stem.substring(prefix.length(), Math.max(prefix.length(), separator < 0 ? stem.length() : separator));
        String description = separator < 0
                ? ""
                : stem.substring(separator
                                + configuration.getSqlMigrationSeparator().length())
                        .replace('_', ' ');
        boolean repeatable = prefix.equals(configuration.getRepeatableSqlMigrationPrefix());
        boolean named = !prefix.isEmpty()
                && (repeatable ? version.isEmpty() && separator >= 0 : version.matches("\\d[\\d._]*"));
        if (!named) {
            if (!java) {
                ignored.add(new IgnoredFile(
                        file.path(),
                        "no migration by its name; Flyway runs it if it is a callback, with each migration"));
            }
            return;
        }
        if (prefix.equals(UNDO)) {
            undo(file, version(version, file));
            return;
        }
        Planned planned = new Planned(
                repeatable ? Optional.empty() : Optional.of(version(version, file)),
                description,
                java ? Optional.empty() : Optional.of(file),
                Optional.empty(),
                file.path(),
                prefix.equals(BASELINE),
                Optional.empty());
        boolean compiled = java
                && migrations.stream()
                        .anyMatch(
                                other -> other.type().isPresent() && other.key().equals(planned.key()));
        if (!compiled) {
            add(planned);
        }
    }

    private static MigrationVersion version(String text, SourceFile file) {
        try {
            return MigrationVersion.fromVersion(text);
        } catch (FlywayException e) {
            throw new MigrationException(file.path() + " has no version that Flyway takes: " + e.getMessage(), e);
        }
    }

    private void add(Planned planned) {
        Optional<Planned> twin = migrations.stream()
                .filter(other -> other.version().equals(planned.version())
                        && other.baseline() == planned.baseline()
                        && (!planned.isRepeatable() || other.description().equals(planned.description())))
                .findFirst();
        if (twin.isPresent()) {
            throw new MigrationException("Version " + planned.key() + " is there twice: "
                    + twin.get().path() + " and " + planned.path()
                    + ". Flyway refuses that; give one of them another version.");
        }
        migrations.add(planned);
    }

    private void undo(SourceFile file, MigrationVersion version) {
        SourceFile twin = undos.putIfAbsent(version, file);
        if (twin != null) {
            throw new MigrationException("Version " + version + " has two downs: " + twin.path() + " and " + file.path()
                    + ". Remove one of them.");
        }
    }

    private void finish() {
        Optional<MigrationVersion> baseline = migrations.stream()
                .filter(Planned::baseline)
                .flatMap(planned -> planned.version().stream())
                .max(MigrationVersion::compareTo);
        baseline.ifPresent(this::replace);
        undos.forEach((version, file) -> {
            int index = migrations.stream()
                    .map(planned -> planned.version().orElse(MigrationVersion.EMPTY))
                    .toList()
                    .indexOf(version);
            if (index >= 0) {
                migrations.set(index, migrations.get(index).undoneBy(file));
            } else if (baseline.filter(newest -> version.compareTo(newest) <= 0).isEmpty()) {
                throw new MigrationException(
                        file.path() + " takes back version " + version
                                + ", which nothing applies. Remove it, or add the up; one in Java has to be on the class path.");
            }
        });
        migrations.sort(Planned.ORDER);
    }

    /** A fresh database starts from the newest baseline; what it replaces is never run. */
    private void replace(MigrationVersion baseline) {
        List<Planned> replaced = migrations.stream()
                .filter(planned -> planned.version()
                        .filter(version ->
                                version.compareTo(baseline) < 0 || (version.equals(baseline) && !planned.baseline()))
                        .isPresent())
                .toList();
        migrations.removeAll(replaced);
        replaced.forEach(planned ->
                ignored.add(new IgnoredFile(planned.path(), "replaced by the baseline of version " + baseline)));
    }
}
