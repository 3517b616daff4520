package io.schemaproof.migration.script;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the line {@code --changeset author:id …} says about splitting, as Liquibase's {@code AbstractFormattedChangeLogParser} reads it.
 *
 * @param splitStatements whether the text is cut into statements
 * @param endDelimiter what ends one; empty for a semicolon
 * @param stripComments whether comments are left out
 * @param indented whether blanks stand where Liquibase takes off the word {@code --rollback}
 * @since 0.1
 */
public record LiquibaseAttributes(
        boolean splitStatements, String endDelimiter, boolean stripComments, boolean indented) {

    /** Read those of the changeset itself. */
    public static LiquibaseAttributes ofChangeset(String line) {
        return new LiquibaseAttributes(
                !isFalse(line, "splitStatements"),
                value(line, "\\bendDelimiter").orElse(""),
                !isFalse(line, "stripComments"),
                false);
    }

    /** Read those of its rollback. */
    public static LiquibaseAttributes ofRollback(String line) {
        return new LiquibaseAttributes(
                !isFalse(line, "rollbackSplitStatements"),
                value(line, "rollbackEndDelimiter").orElse(""),
                true,
                true);
    }

    /**
     * The delimiter as the regular expression that Liquibase takes it for, too, where it is longer than one character: in small letters, and held against a
     * piece of the text with the one before it.
     *
     * @throws PatternSyntaxException if it is none, at which Liquibase ends
     */
    public Optional<Pattern> endPattern() {
        return endDelimiter.length() < 2
                ? Optional.empty()
                : Optional.of(Pattern.compile("[\\s\n\r]*" + endDelimiter.toLowerCase(Locale.ROOT)));
    }

    /** Whether the line gives the name a value that is not {@code true}. */
    public static boolean isFalse(String line, String name) {
        return value(line, "\\b" + name)
                .filter(value -> !value.toLowerCase(Locale.ROOT).equals("true"))
                .isPresent();
    }

    /** The value of a name, a pattern, without the quotes around it. */
    public static Optional<String> value(String line, String name) {
        Matcher matcher = Pattern.compile("(?i)" + name + ":(\"[^\"]*\"|\\S*)").matcher(line);
        return matcher.find() && !matcher.group(1).isEmpty()
                ? Optional.of(matcher.group(1).replace("\"", ""))
                : Optional.empty();
    }
}
