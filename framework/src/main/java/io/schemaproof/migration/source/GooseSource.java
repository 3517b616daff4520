package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** goose: one file with {@code -- +goose Up} and {@code -- +goose Down}; steps in Go stand between those in SQL. */
final class GooseSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("(\\d+)_(.+)\\.(sql|go)");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        if (folder.rootSqlFiles().stream().noneMatch(GooseFile::isMarked)) {
            return Optional.empty();
        }
        // goose takes every numbered file and fails at one without a marker, so they are all its own.
        List<String> files = folder.rootSqlFiles().stream()
                .filter(file -> GooseFile.isMarked(file) || isPlainNumbered(file.name()))
                .map(SourceFile::path)
                .toList();
        return Optional.of(new SourceMatch(SourceMatch.Strength.MARKER, files, "marked with -- +goose Up"));
    }

    private static boolean isPlainNumbered(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(".up.sql") && !name.endsWith(".down.sql");
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        UpDownPairs<Name> pairs = new UpDownPairs<>((a, b) -> a.number().compareTo(b.number()), Name::version);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches() || file.name().endsWith("_test.go")) {
                continue;
            }
            Name name = new Name(matcher.group(1), matcher.group(2));
            if (name.number().signum() == 0 || name.number().compareTo(LARGEST) > 0) {
                throw new MigrationException(file.path() + " has the version " + name.version()
                        + "; goose takes versions from 1 to " + LARGEST + ". Give it another number.");
            }
            pairs.up(name, file);
        }
        for (UpDownPairs.Pair<Name> pair : pairs.sorted()) {
            result.add(migration(pair.version(), pair.up()));
        }
        return result.build(file -> file.folder().isEmpty()
                ? "its name does not begin with a number and an underscore; goose does not run it"
                : "in a sub-folder, where goose does not look");
    }

    private static Migration migration(Name name, SourceFile file) {
        String description = Descriptions.ofUnderscored(name.words());
        if (!file.isSql()) {
            return new Migration(
                    name.version(),
                    description,
                    file.script("", 1, ScriptDialect.GOOSE, ExecutionMode.STATEMENTS_IN_TRANSACTION),
                    Optional.empty(),
                    false,
                    Optional.of("written in Go"));
        }
        GooseFile parsed = GooseFile.parse(file);
        ExecutionMode mode =
                parsed.transactional() ? ExecutionMode.STATEMENTS_IN_TRANSACTION : ExecutionMode.STATEMENTS;
        return new Migration(
                name.version(),
                description,
                file.script(parsed.up().text(), parsed.up().firstLine(), ScriptDialect.GOOSE, mode),
                parsed.down().map(down -> file.script(down.text(), down.firstLine(), ScriptDialect.GOOSE, mode)),
                false,
                parsed.environmentCarried()
                        ? Optional.of("ENVSUB ON stands outside the half that it changes;"
                                + " repeat it below -- +goose Up and below -- +goose Down")
                        : Optional.empty());
    }

    private record Name(String version, String words) {

        BigInteger number() {
            return new BigInteger(version);
        }
    }
}
