package io.schemaproof.migration.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name says to Flyway.
 *
 * @param kind V, U, B or R
 * @param version digits with dots; empty for R
 * @param description words
 * @param extension such as {@code sql} or {@code java}
 */
record FlywayName(char kind, String version, String description, String extension) {

    private static final String LANGUAGES = "sql|java|kt|groovy|scala|js|ts|py|sh|ps1|bat|cmd";
    private static final Pattern VERSIONED =
            Pattern.compile("([VUB])(\\d+(?:[._]\\d+)*)(?:__(.*?))?\\.(" + LANGUAGES + ")");
    private static final Pattern REPEATABLE = Pattern.compile("(R)()__(.*)\\.(" + LANGUAGES + ")");
    private static final Pattern SINGLE_UNDERSCORE = Pattern.compile("[VUB]\\d+(?:[._]\\d+)*_[^_\\d].*\\.sql");

    private static final List<String> CALLBACKS = List.of(
            "beforeClean",
            "afterClean",
            "beforeMigrate",
            "beforeEachMigrate",
            "beforeRepeatables",
            "beforeVersioned",
            "afterEachMigrate",
            "afterMigrate",
            "afterVersioned",
            "afterRepeatables",
            "beforeUndo",
            "beforeEachUndo",
            "afterEachUndo",
            "afterUndo",
            "beforeValidate",
            "afterValidate",
            "beforeBaseline",
            "afterBaseline",
            "beforeRepair",
            "afterRepair",
            "beforeInfo",
            "afterInfo",
            "beforeConnect",
            "afterConnect",
            "createSchema",
            "beforeCreateSchema",
            "beforeDeploy",
            "afterDeploy");

    static Optional<FlywayName> of(SourceFile file) {
        for (Pattern pattern : List.of(VERSIONED, REPEATABLE)) {
            Matcher matcher = pattern.matcher(file.name());
            if (matcher.matches()) {
                String words = matcher.group(3) == null ? "" : matcher.group(3);
                return Optional.of(new FlywayName(
                        matcher.group(1).charAt(0),
                        matcher.group(2).replace('_', '.'),
                        words.replace('_', ' ').strip(),
                        matcher.group(4)));
            }
        }
        return Optional.empty();
    }

    /** Whether the name alone is proof enough that the folder is Flyway's. */
    static boolean isTypical(SourceFile file) {
        return file.isSql() && file.name().contains("__") && of(file).isPresent();
    }

    /** Say why Flyway does not take a file as a migration. */
    static String reason(SourceFile file) {
        if (isCallback(file.name())) {
            return "a Flyway callback; not run";
        }
        if (SINGLE_UNDERSCORE.matcher(file.name()).matches()) {
            return "Flyway wants two underscores after the version and skips this file";
        }
        return "not named like V1__users.sql, U1__users.sql, B1__users.sql or R__users.sql; Flyway skips it";
    }

    private static boolean isCallback(String name) {
        return CALLBACKS.stream()
                .anyMatch(event -> name.startsWith(event)
                        && (name.startsWith("__", event.length())
                                || name.startsWith(".", event.length())
                                || name.startsWith("Error", event.length())
                                || name.startsWith("Applied", event.length())
                                || name.startsWith("Statement", event.length())));
    }

    Numerals number() {
        return Numerals.parse(version);
    }

    boolean isSql() {
        return extension.equals("sql");
    }
}
