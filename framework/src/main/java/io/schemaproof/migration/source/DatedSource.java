package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that begin with the day: {@code 2025-01-31-users.up.sql} and {@code 2025-01-31-users.down.sql}, run by psql. */
final class DatedSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile(
            "(?<day>\\d{4}-\\d{2}-\\d{2})(?<words>(?![0-9]).*?)(?:\\.(?<direction>up|down))?\\.sql",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "dated";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<String> files = folder.rootFiles().stream()
                .map(SourceFile::name)
                .filter(name -> NAME.matcher(name).matches())
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SourceMatch(SourceMatch.Strength.FILE_NAME, files, "named like 2025-01-31-users.up.sql"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        UpDownPairs<Name> pairs = new UpDownPairs<>(Comparator.comparing(Name::text), Name::text);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches()) {
                continue;
            }
            Optional<String> other = FileDialect.other(file.name());
            if (other.isPresent()) {
                result.ignore(file, "for " + other.get() + ", not PostgreSQL");
                continue;
            }
            Name name = new Name(matcher.group("day"), matcher.group("words"));
            if ("down".equalsIgnoreCase(matcher.group("direction"))) {
                pairs.down(name, file);
            } else {
                pairs.up(name, file);
            }
        }
        pairs.addTo(result, ScriptDialect.PSQL, ExecutionMode.STATEMENTS, Name::day, Name::description);
        return result.build(file -> file.folder().isEmpty()
                ? "not named like 2025-01-31-users.up.sql"
                : "in a sub-folder; dated migrations lie directly in the folder");
    }

    private record Name(String day, String words) {

        String text() {
            return day + words;
        }

        String description() {
            return Descriptions.ofSeparated(words.replace('.', ' '));
        }
    }
}
