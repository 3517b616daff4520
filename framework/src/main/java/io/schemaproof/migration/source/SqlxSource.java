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
 * sqlx: {@code 1_users.sql}, or {@code 1_users.up.sql} and {@code 1_users.down.sql} (its {@code sqlx-core/src/migrate/source.rs}). Other tools
 * name files the same way, so only a {@code Cargo.toml} or a first line {@code -- no-transaction} gives it away.
 */
final class SqlxSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("([^_]*)_(.*?)(?:\\.(up|down))?\\.sql");
    private static final Pattern DEPENDENCY =
            Pattern.compile("(?m)^\\s*(?:sqlx\\s*=|sqlx\\.\\w+\\s*=|\\[(?:workspace\\.)?dependencies\\.sqlx])");
    private static final String NO_TRANSACTION = "-- no-transaction";

    @Override
    public String name() {
        return "sqlx";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = folder.rootSqlFiles().stream()
                .filter(file -> NAME.matcher(file.name()).matches() && isNumber(file))
                .toList();
        if (files.stream().noneMatch(file -> !file.name().endsWith(".down.sql"))) {
            return Optional.empty();
        }
        Optional<String> reason = ProjectFiles.mentions(folder, "Cargo.toml", DEPENDENCY)
                .map(file -> "named like 1_users.sql, and " + file + " names sqlx")
                .or(() -> files.stream().anyMatch(file -> file.head().startsWith(NO_TRANSACTION))
                        ? Optional.of("that begin with " + NO_TRANSACTION)
                        : Optional.empty());
        return reason.map(why -> new SourceMatch(
                SourceMatch.Strength.PROJECT,
                files.stream().map(SourceFile::path).toList(),
                why));
    }

    private static boolean isNumber(SourceFile file) {
        return version(file).chars().allMatch(c -> c >= '0' && c <= '9')
                && !version(file).isEmpty();
    }

    private static String version(SourceFile file) {
        return file.name().substring(0, Math.max(file.name().indexOf('_'), 0));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        UpDownPairs<Name> pairs = new UpDownPairs<>(Comparator.comparing(Name::number), Name::version);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches()) {
                continue;
            }
            if (!isNumber(file)) {
                throw new MigrationException(
                        file.path()
                                + " has no number before its first underscore, and sqlx refuses the folder. Give it one, or take the file out.");
            }
            Name name = new Name(matcher.group(1), matcher.group(2));
            if ("down".equals(matcher.group(3))) {
                pairs.down(name, file);
            } else {
                pairs.up(name, file);
            }
        }
        for (UpDownPairs.Pair<Name> pair : pairs.sorted()) {
            result.add(new Migration(
                    pair.version().version(),
                    Descriptions.ofUnderscored(pair.version().words()),
                    script(pair.up()),
                    pair.down().map(SqlxSource::script),
                    false,
                    Optional.empty()));
        }
        return result.build(file -> file.folder().isEmpty()
                ? "not named like 1_users.sql; sqlx does not run it"
                : "in a sub-folder, where sqlx does not look");
    }

    private static Script script(SourceFile file) {
        Script script = file.script(ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION);
        return script.text().startsWith(NO_TRANSACTION)
                ? file.script(ScriptDialect.SERVER, ExecutionMode.WHOLE)
                : script;
    }

    private record Name(String version, String words) {

        BigInteger number() {
            return new BigInteger(version);
        }
    }
}
