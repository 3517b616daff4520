package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * sql-migrate: one file with {@code -- +migrate Up} and {@code -- +migrate Down}; every {@code .sql} file of the folder is one, those that
 * begin with a number first, by number and then by name (its {@code migrate.go}, {@code Migration.Less}).
 */
final class SqlMigrateSource implements MigrationSource {

    private static final Pattern NUMBER = Pattern.compile("(\\d+)[-_. ]?(.*)");
    private static final Comparator<SourceFile> ORDER = Comparator.comparing(
                    (SourceFile file) -> number(file).isEmpty())
            .thenComparing(file -> number(file).orElse(BigInteger.ZERO))
            .thenComparing(SourceFile::name);

    @Override
    public String name() {
        return "sql-migrate";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        if (folder.rootSqlFiles().stream().noneMatch(SqlMigrateFile::isMarked)) {
            return Optional.empty();
        }
        List<String> files =
                folder.rootSqlFiles().stream().map(SourceFile::path).toList();
        return Optional.of(new SourceMatch(SourceMatch.Strength.MARKER, files, "marked with -- +migrate Up"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        List<SourceFile> files = folder.rootFiles().stream()
                .filter(file -> file.name().endsWith(".sql"))
                .sorted(ORDER)
                .toList();
        for (SourceFile file : files) {
            long same = files.stream()
                    .filter(other -> number(file).isPresent() && number(file).equals(number(other)))
                    .count();
            result.add(migration(file, same == 1));
        }
        return result.build(file -> "in a sub-folder, where sql-migrate does not look");
    }

    /** Two files may have the same number; then the whole name is the version, as in the table of sql-migrate. */
    private static Migration migration(SourceFile file, boolean numbered) {
        SqlMigrateFile parsed = SqlMigrateFile.parse(file);
        if (parsed.up().isEmpty() && parsed.down().isPresent()) {
            throw new MigrationException(file.path()
                    + " takes back a migration that does not exist: it has -- +migrate Down and no -- +migrate Up."
                    + " Restore the up, or remove the file.");
        }
        Matcher matcher = NUMBER.matcher(file.stem());
        boolean split = numbered && matcher.matches();
        return new Migration(
                split ? matcher.group(1) : file.stem(),
                split ? Descriptions.ofSeparated(matcher.group(2)) : "",
                script(file, parsed.up().orElse(new KeptLines("", 1)), parsed.upTransactional()),
                parsed.down().map(down -> script(file, down, parsed.downTransactional())),
                false,
                Optional.empty());
    }

    private static Script script(SourceFile file, KeptLines lines, boolean transactional) {
        return file.script(
                lines.text(),
                lines.firstLine(),
                ScriptDialect.SQL_MIGRATE,
                transactional ? ExecutionMode.STATEMENTS_IN_TRANSACTION : ExecutionMode.STATEMENTS);
    }

    private static Optional<BigInteger> number(SourceFile file) {
        Matcher matcher = NUMBER.matcher(file.stem());
        return matcher.matches() ? Optional.of(new BigInteger(matcher.group(1))) : Optional.empty();
    }
}
