package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.source.MarkedFile.Line;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MyBatis Migrations: one file with {@code -- //@UNDO} between up and down, in the order of their numbers, which may differ in length (its
 * {@code MigrationReader.java}, {@code FileMigrationLoader.java}). {@code bootstrap.sql} and {@code onabort.sql} are no migrations. How
 * statements are sent is read from {@code ../environments/development.properties} where that is there.
 */
final class MyBatisSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("(\\d+(?:\\.\\d+)?)_?(.*)\\.sql");
    private static final Pattern UNDO = Pattern.compile("\\s*--\\s*//.*@UNDO.*");
    private static final Pattern ANY_UNDO = Pattern.compile("(?m)^\\s*--\\s*//.*@UNDO");
    private static final List<String> SPECIAL = List.of("bootstrap.sql", "onabort.sql");

    @Override
    public String name() {
        return "mybatis";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        if (folder.rootSqlFiles().stream()
                .noneMatch(file -> ANY_UNDO.matcher(file.head()).find())) {
            return Optional.empty();
        }
        // MyBatis Migrations takes every file and fails at one whose name is no number, so they are all its own.
        return Optional.of(new SourceMatch(
                SourceMatch.Strength.MARKER,
                folder.rootSqlFiles().stream().map(SourceFile::path).toList(),
                "marked with -- //@UNDO"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        MyBatisEnvironment environment = MyBatisEnvironment.of(folder);
        UpDownPairs<Name> pairs = new UpDownPairs<>(Comparator.comparing(Name::number), Name::version);
        for (SourceFile file : folder.rootFiles()) {
            if (!file.name().endsWith(".sql") || SPECIAL.contains(file.name())) {
                continue;
            }
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches()) {
                throw new MigrationException(
                        file.path()
                                + " does not begin with a number, and MyBatis Migrations refuses the folder. Give it one, or take the file out.");
            }
            pairs.up(new Name(matcher.group(1), matcher.group(2)), file);
        }
        for (UpDownPairs.Pair<Name> pair : pairs.sorted()) {
            result.add(migration(pair.version(), pair.up(), environment));
        }
        return result.build(
                file -> SPECIAL.contains(file.name()) && file.folder().isEmpty()
                        ? "no migration for MyBatis Migrations; name it with --before if the others need what it makes"
                        : "in a sub-folder, where MyBatis Migrations does not look");
    }

    private static Migration migration(Name name, SourceFile file, MyBatisEnvironment environment) {
        String text = file.text();
        List<Line> lines = MarkedFile.lines(text);
        int undo = lines.stream()
                .filter(line -> UNDO.matcher(line.text()).matches())
                .mapToInt(Line::number)
                .findFirst()
                .orElse(lines.size() + 1);
        Script up = script(file, KeptLines.of(text, lines, line -> line.number() < undo), environment);
        Optional<Script> down = undo > lines.size()
                ? Optional.empty()
                : Optional.of(script(file, KeptLines.of(text, lines, line -> line.number() > undo), environment));
        if (MigrationRunner.isEffectivelyEmpty(up)
                && down.filter(script -> !MigrationRunner.isEffectivelyEmpty(script))
                        .isPresent()) {
            throw new MigrationException(file.path()
                    + " takes back a migration that does not exist: there is no SQL above its -- //@UNDO. Restore the up, or"
                    + " remove the file.");
        }
        return new Migration(
                name.version(), Descriptions.ofUnderscored(name.words()), up, down, false, environment.notRunnable());
    }

    private static Script script(SourceFile file, Optional<KeptLines> lines, MyBatisEnvironment environment) {
        KeptLines kept = lines.orElse(new KeptLines("", 1));
        return file.script(
                kept.text(),
                kept.firstLine(),
                environment.sendFullScript() ? ScriptDialect.SERVER : ScriptDialect.MYBATIS,
                environment.autoCommit() ? ExecutionMode.STATEMENTS : ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    private record Name(String version, String words) {

        BigDecimal number() {
            return new BigDecimal(version);
        }
    }
}
