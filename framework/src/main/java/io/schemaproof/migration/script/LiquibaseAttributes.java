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

    /** Letters, digits and underscores. */
    public static final String WORD = "\\w+";
    /** Names of databases with commas between, without blanks and quotes. */
    public static final String DATABASES = "[^,][\\w!,]+";

    private static final String DELIMITER = "\\S*";

    /** Read those of the changeset itself. */
    public static LiquibaseAttributes ofChangeset(String line) {
        return new LiquibaseAttributes(
                !isFalse(line, "splitStatements"),
                value(line, "\\bendDelimiter", DELIMITER).orElse(""),
                !isFalse(line, "stripComments"),
                false);
    }

    /** Read those of its rollback. */
    public static LiquibaseAttributes ofRollback(String line) {
        return new LiquibaseAttributes(
                !isFalse(line, "rollbackSplitStatements"),
                value(line, "\\brollbackEndDelimiter", DELIMITER).orElse(""),
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
        return value(line, name, WORD)
                .filter(value -> !value.toLowerCase(Locale.ROOT).equals("true"))
                .isPresent();
    }

    /**
     * The value that stands behind a name, where it has the form that Liquibase expects there. Of several the last one counts, and a name may be the end of
     * a longer one: {@code rollbackSplitStatements:false} says so of the changeset, too. Quotes are no part of a {@link #WORD}, so that with them nothing is said.
     *
     * @param name a pattern
     * @param form a pattern
     */
    public static Optional<String> value(String line, String name, String form) {
        Matcher matcher = Pattern.compile("(?i).*" + name + ":(" + form + ").*").matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
