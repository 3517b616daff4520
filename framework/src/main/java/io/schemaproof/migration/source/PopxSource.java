package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ory's popx: {@code 20250131_users.postgres.autocommit.up.sql} at any depth, where database and {@code autocommit} may be missing (its
 * {@code match.go}). Versions are text; each up must have a down; the file for PostgreSQL wins over the one for all. golang-migrate names
 * files much the same way, so only {@code autocommit} or a {@code go.mod} gives it away.
 */
final class PopxSource implements MigrationSource {

    private static final Pattern NAME =
            Pattern.compile("(\\d+)_([^.]+)(?:\\.([a-z0-9]+))??(\\.autocommit)?\\.(up|down)\\.(sql|fizz)");
    private static final Pattern MODULE =
            Pattern.compile("(?m)^\\s*(?:require\\s+)?github\\.com/ory/(?:x|pop/v\\d+)\\s");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);

    @Override
    public String name() {
        return "popx";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = folder.sqlFiles().stream()
                .filter(file -> NAME.matcher(file.name()).matches())
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> reason = files.stream()
                .filter(file -> file.name().contains(".autocommit."))
                .findFirst()
                .map(file -> "named like " + file.name())
                .or(() -> ProjectFiles.mentions(folder, "go.mod", MODULE)
                        .map(file -> "named like 1_users.up.sql, and " + file + " names Ory's popx"));
        return reason.map(why -> new SourceMatch(
                SourceMatch.Strength.PROJECT,
                files.stream().map(SourceFile::path).toList(),
                why));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        Set<String> ours = new HashSet<>();
        for (SourceFile file : folder.files()) {
            Matcher matcher = NAME.matcher(file.name());
            if (matcher.matches() && FileDialect.isPostgresql(file.name())) {
                ours.add(matcher.group(1) + matcher.group(5));
            }
        }
        UpDownPairs<String> pairs = new UpDownPairs<>(Comparator.naturalOrder(), version -> version);
        for (SourceFile file : folder.files()) {
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches()) {
                continue;
            }
            Optional<String> other = FileDialect.other(file.name());
            if (other.isPresent()) {
                result.ignore(file, "for " + other.get() + ", not PostgreSQL");
            } else if (!FileDialect.isPostgresql(file.name()) && ours.contains(matcher.group(1) + matcher.group(5))) {
                result.ignore(file, "another file of the same version is for PostgreSQL");
            } else if (matcher.group(5).equals("up")) {
                pairs.up(matcher.group(1), file);
            } else {
                pairs.down(matcher.group(1), file);
            }
        }
        for (UpDownPairs.Pair<String> pair : pairs.sorted()) {
            result.add(migration(pair));
        }
        return result.build(file -> "not named like 1_users.up.sql; popx does not run it");
    }

    private static Migration migration(UpDownPairs.Pair<String> pair) {
        SourceFile up = pair.up();
        SourceFile down = pair.down()
                .orElseThrow(
                        () -> new MigrationException(
                                up.path()
                                        + " has no down of the same version, and popx refuses to start. Write one, even an empty one."));
        Matcher matcher = NAME.matcher(up.name());
        return new Migration(
                pair.version(),
                matcher.matches() ? Descriptions.ofUnderscored(matcher.group(2)) : "",
                script(up),
                Optional.of(script(down)),
                false,
                notRunnable(up));
    }

    private static Optional<String> notRunnable(SourceFile up) {
        if (up.name().endsWith(".fizz")) {
            return Optional.of("written in fizz");
        }
        return TEMPLATE.matcher(up.text()).find()
                ? Optional.of("popx fills in a template ({{…}}), whose values are not known here")
                : Optional.empty();
    }

    private static Script script(SourceFile file) {
        return file.script(
                ScriptDialect.SERVER,
                file.name().contains(".autocommit.") ? ExecutionMode.WHOLE : ExecutionMode.WHOLE_IN_TRANSACTION);
    }
}
