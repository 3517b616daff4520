package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * node-pg-migrate with files of SQL: {@code 1700000000000_users.sql} with {@code -- Up Migration} and {@code -- Down Migration}. A number of 17 digits
 * is a moment, any other a number (its {@code src/migration.ts}, {@code getNumericPrefix}). All that is new is applied in one transaction.
 */
final class NodePgMigrateSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("(\\d+)_?(.*)\\.(sql|js|cjs|mjs|ts|cts|mts)");
    /** Two files of one migration, as its loader {@code sql} groups them, and as other tools name theirs. */
    private static final Pattern PAIR = Pattern.compile("(.*)\\.(up|down)\\.sql");

    private static final Pattern MOMENT = Pattern.compile("\\d{17}");
    private static final DateTimeFormatter MOMENTS = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

    @Override
    public String name() {
        return "node-pg-migrate";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = folder.rootSqlFiles().stream()
                .filter(file -> NAME.matcher(file.name()).matches())
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> reason = files.stream().anyMatch(file -> !isPart(file) && NodePgMigrateFile.isMarked(file))
                ? Optional.of("marked with -- Up Migration and -- Down Migration")
                : ProjectFiles.mentions(folder, "package.json", Pattern.compile("\"node-pg-migrate\"\\s*:"))
                        .map(file -> "named like 1700000000000_users.sql, and " + file + " names node-pg-migrate");
        return reason.map(why -> new SourceMatch(
                SourceMatch.Strength.PROJECT,
                files.stream().map(SourceFile::path).toList(),
                why));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        List<SourceFile> files = folder.rootFiles().stream()
                .filter(file -> NAME.matcher(file.name()).matches())
                .sorted(Comparator.comparing(NodePgMigrateSource::timestamp).thenComparing(SourceFile::name))
                .toList();
        Map<String, SourceFile> downs = new TreeMap<>();
        files.stream().filter(file -> isPart(file, "down")).forEach(file -> downs.put(unit(file), file));
        for (SourceFile file : files) {
            if (!isPart(file, "down")) {
                result.add(
                        isPart(file, "up")
                                ? pair(file, Optional.ofNullable(downs.remove(unit(file))))
                                : migration(file));
            }
        }
        downs.values().stream().findFirst().ifPresent(down -> {
            throw new MigrationException(down.path() + " takes back a migration that does not exist: there is no "
                    + unit(down) + ".up.sql. Restore it, or remove the down.");
        });
        return result.build(file -> file.folder().isEmpty()
                ? "its name does not begin with a number, and node-pg-migrate would run it before all others"
                : "in a sub-folder, where node-pg-migrate does not look");
    }

    private static boolean isPart(SourceFile file) {
        return PAIR.matcher(file.name()).matches();
    }

    private static boolean isPart(SourceFile file, String direction) {
        Matcher pair = PAIR.matcher(file.name());
        return pair.matches() && pair.group(2).equals(direction);
    }

    private static String unit(SourceFile file) {
        return PAIR.matcher(file.name()).replaceFirst("$1");
    }

    private static Migration pair(SourceFile up, Optional<SourceFile> down) {
        Matcher matcher = NAME.matcher(unit(up) + ".sql");
        return new Migration(
                matcher.matches() ? matcher.group(1) : up.stem(),
                matcher.matches() ? Descriptions.ofSeparated(matcher.group(2)) : "",
                whole(up),
                down.map(NodePgMigrateSource::whole),
                false,
                Optional.empty());
    }

    private static Script whole(SourceFile file) {
        return file.script(file.text(), 1, ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION);
    }

    private static Migration migration(SourceFile file) {
        Matcher matcher = NAME.matcher(file.name());
        String version = matcher.matches() ? matcher.group(1) : file.stem();
        String words = matcher.matches() ? Descriptions.ofSeparated(matcher.group(2)) : "";
        if (!file.isSql()) {
            return new Migration(
                    version,
                    words,
                    file.script("", 1, ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION),
                    Optional.empty(),
                    false,
                    Optional.of("written in " + ForeignLanguage.of(file.name()).orElse("JavaScript")));
        }
        NodePgMigrateFile parsed = NodePgMigrateFile.parse(file);
        return new Migration(
                version,
                words,
                script(file, parsed.up()),
                parsed.down().map(down -> script(file, down)),
                false,
                Optional.empty());
    }

    private static Script script(SourceFile file, KeptLines lines) {
        return file.script(lines.text(), lines.firstLine(), ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION);
    }

    private static BigDecimal timestamp(SourceFile file) {
        Matcher matcher = NAME.matcher(file.name());
        String number = matcher.matches() ? matcher.group(1) : "0";
        if (!MOMENT.matcher(number).matches()) {
            return new BigDecimal(number);
        }
        try {
            return BigDecimal.valueOf(LocalDateTime.parse(number, MOMENTS)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        } catch (DateTimeException e) {
            throw new MigrationException(
                    file.path()
                            + " begins with 17 digits, which node-pg-migrate takes for a moment, and they are none. Give it another number.",
                    e);
        }
    }
}
