package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plain numbered files that psql runs: {@code 001_users.sql}, with the down beside it or in a folder of downs. */
final class NumberedSource implements MigrationSource {

    @Override
    public String name() {
        return "numbered";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = folder.sqlFiles().stream()
                .filter(file -> NumberedName.of(file).isPresent())
                .toList();
        // Downs alone are no history; shut_down.sql may still turn out to be an up.
        boolean anyUp = files.stream()
                .flatMap(file -> NumberedName.of(file).stream())
                .anyMatch(name -> name.direction() == NumberedName.Direction.UP || !name.certain());
        return anyUp
                ? Optional.of(new SourceMatch(
                        SourceMatch.Strength.FILE_NAME,
                        files.stream().map(SourceFile::path).toList(),
                        "named like 001_users.sql"))
                : Optional.empty();
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        Map<SourceFile, NumberedName> names = new TreeMap<>((a, b) -> a.path().compareTo(b.path()));
        for (SourceFile file : folder.sqlFiles()) {
            Optional<NumberedName> name = NumberedName.of(file);
            Optional<String> other = FileDialect.other(file.name());
            if (name.isPresent() && other.isPresent()) {
                result.ignore(file, "for " + other.get() + ", not PostgreSQL");
            } else {
                name.ifPresent(known -> names.put(file, known));
            }
        }
        UpDownPairs<NumberedName> pairs = new UpDownPairs<>(NumberedName.ORDER, NumberedName::version);
        names.forEach((file, name) -> {
            if (name.direction() == NumberedName.Direction.UP) {
                pairs.up(name, file);
            } else if (isAboutGoingDown(name, names)) {
                pairs.up(name.asUp(), file);
            } else {
                requireUp(file, name, names);
                pairs.down(name, file);
            }
        });
        pairs.addTo(
                result, ScriptDialect.PSQL, ExecutionMode.STATEMENTS, NumberedName::version, NumberedName::description);
        return result.build(file -> file.folder().isEmpty()
                ? "not named like 001_users.sql"
                : "in a sub-folder; numbered migrations lie directly in the folder, or in up and down");
    }

    /** {@code 5_shut_down.sql} beside {@code 5_shut_down.down.sql} is an up. */
    private static boolean isAboutGoingDown(NumberedName name, Map<SourceFile, NumberedName> names) {
        return !name.certain()
                && names.values().stream()
                        .noneMatch(other -> NumberedName.ORDER.compare(name, other) == 0
                                && other.direction() == NumberedName.Direction.UP)
                && names.values().stream()
                        .anyMatch(other -> NumberedName.ORDER.compare(name, other) == 0
                                && other.direction() == NumberedName.Direction.DOWN
                                && other.certain());
    }

    private static void requireUp(SourceFile file, NumberedName name, Map<SourceFile, NumberedName> names) {
        boolean alone = names.values().stream()
                        .filter(other -> NumberedName.ORDER.compare(name, other) == 0)
                        .count()
                == 1;
        if (alone && !name.certain()) {
            throw new MigrationException(file.path() + " reads like the down of version " + name.version()
                    + ", but no up has that version. Restore the up; or, if this is an up that is about going down, rename it or list the files in order in "
                    + ListSource.FILE_NAME + ".");
        }
    }
}
