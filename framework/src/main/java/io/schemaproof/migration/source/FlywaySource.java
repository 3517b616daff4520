package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.FlywayProject;
import io.schemaproof.migration.FlywayScriptSettings;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flyway: {@code V1__users.sql}, {@code U1__users.sql}, {@code R__views.sql} and {@code B5__all.sql}, in any sub-folder. */
final class FlywaySource implements MigrationSource {

    private static final Logger LOG = LoggerFactory.getLogger(FlywaySource.class);

    /** What becomes classes. */
    private static final Set<String> CLASSES = Set.of("Java", "Kotlin", "Groovy", "Scala");

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<String> files = folder.files().stream()
                .filter(FlywayName::isTypical)
                .map(SourceFile::path)
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMatch(SourceMatch.Strength.FILE_NAME, files, "named like V1__users.sql"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        tell(FlywayProject.near(folder.root()));
        FolderBuilder result = new FolderBuilder(folder, name());
        Comparator<FlywayName> byNumber = Comparator.comparing(FlywayName::number);
        UpDownPairs<FlywayName> versioned = new UpDownPairs<>(byNumber, FlywayName::version);
        UpDownPairs<FlywayName> baselines = new UpDownPairs<>(byNumber, FlywayName::version);
        UpDownPairs<FlywayName> repeatables =
                new UpDownPairs<>(Comparator.comparing(FlywayName::description), FlywayName::description);
        Map<SourceFile, FlywayName> undos = new TreeMap<>(Comparator.comparing(SourceFile::path));
        for (SourceFile file : folder.files()) {
            FlywayName.of(file).ifPresent(name -> {
                switch (name.kind()) {
                    case 'V' -> versioned.up(name, file);
                    case 'B' -> baselines.up(name, file);
                    case 'R' -> repeatables.up(name, file);
                    default -> undos.put(file, name);
                }
            });
        }
        // A fresh database starts from the newest baseline; what it replaces is never run.
        Optional<UpDownPairs.Pair<FlywayName>> baseline =
                baselines.sorted().stream().reduce((older, newer) -> newer);
        undos.forEach((file, name) -> {
            if (isReplaced(name, baseline)) {
                result.ignore(file, replaced(baseline));
            } else {
                versioned.down(name, file);
            }
        });
        baseline.ifPresent(pair -> result.add(migration(pair)));
        for (UpDownPairs.Pair<FlywayName> pair : versioned.sorted()) {
            if (isReplaced(pair.version(), baseline)) {
                result.ignore(pair.up(), replaced(baseline));
            } else {
                result.add(migration(pair));
            }
        }
        repeatables.sorted().forEach(pair -> result.add(migration(pair)));
        return result.build(file -> FlywayName.of(file).isPresent() ? replaced(baseline) : FlywayName.reason(file));
    }

    /** Where values come from that stand in no script, nobody is to guess. */
    private static void tell(FlywayProject project) {
        if (!project.values().isEmpty()) {
            LOG.info(
                    "Flyway's placeholders {} have the values that {} gives them.",
                    String.join(", ", new TreeSet<>(project.values().keySet())),
                    project.file().map(Path::toString).orElse(""));
        }
        if (!project.notFollowed().isEmpty()) {
            LOG.warn(
                    "{} says {}, which --format flyway does not follow: it runs the files of one folder, in the schema that the database"
                            + " has, with the names and transactions that Flyway has by default. --format flyway-library with a flyway.toml or flyway.conf in the folder follows it.",
                    project.file().map(Path::toString).orElse(""),
                    String.join(", ", project.notFollowed()));
        }
    }

    private static boolean isReplaced(FlywayName name, Optional<UpDownPairs.Pair<FlywayName>> baseline) {
        return baseline.filter(pair -> name.number().compareTo(pair.version().number()) <= 0)
                .isPresent();
    }

    private static String replaced(Optional<UpDownPairs.Pair<FlywayName>> baseline) {
        return "replaced by the baseline "
                + baseline.map(pair -> pair.up().path()).orElse("") + ", from which a fresh database starts";
    }

    private static Migration migration(UpDownPairs.Pair<FlywayName> pair) {
        FlywayName name = pair.version();
        boolean repeatable = name.kind() == 'R';
        Optional<FlywayName> downName = pair.down().flatMap(FlywayName::of).filter(FlywayName::isSql);
        FlywayScriptSettings settings = settings(pair.up());
        return new Migration(
                repeatable ? name.description() : name.version(),
                name.description(),
                name.isSql() ? script(pair.up()) : notSql(pair.up()),
                downName.isPresent() ? pair.down().map(FlywaySource::script) : Optional.empty(),
                repeatable,
                notRunnable(name, settings));
    }

    private static Optional<String> notRunnable(FlywayName name, FlywayScriptSettings settings) {
        if (!name.isSql()) {
            String language = ForeignLanguage.of("." + name.extension()).orElse("another language");
            return Optional.of("written in " + language
                    + (CLASSES.contains(language) ? ", which Flyway itself runs with --format flyway-library" : ""));
        }
        // Only the editions that cost money know it; what they make of a condition is not worked out here.
        return settings.shouldExecute()
                .filter(when -> !when.equalsIgnoreCase("true"))
                .map(when -> "shouldExecute=" + when + " in its .conf");
    }

    private static Script notSql(SourceFile file) {
        return file.script("", 1, ScriptDialect.FLYWAY, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    private static Script script(SourceFile file) {
        FlywayScriptSettings settings = settings(file);
        return file.script(
                file.text(settings.encoding()),
                1,
                ScriptDialect.FLYWAY,
                settings.executeInTransaction().orElse(true) && project(file).executesInTransaction()
                        ? ExecutionMode.STATEMENTS_IN_TRANSACTION
                        : ExecutionMode.STATEMENTS);
    }

    private static FlywayProject project(SourceFile file) {
        return FlywayProject.near(file.file().toAbsolutePath().resolveSibling(""));
    }

    private static FlywayScriptSettings settings(SourceFile file) {
        return FlywayScriptSettings.beside(file.file(), file.path());
    }
}
