package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trigger that a table must have: {@code AFTER INSERT OR UPDATE OF status FOR EACH ROW EXECUTE FUNCTION audit.log()}, under
 * its name.
 *
 * @param name as in SQL
 * @param definition what CREATE TRIGGER says, without the name and without ON and the table; with CONSTRAINT in front for a
 *     constraint trigger
 * @param state {@code origin}, which CREATE TRIGGER makes, {@code always}, {@code replica} or {@code disabled}
 * @since 0.1
 */
public record TriggerContract(String name, String definition, String state) {

    static final String ORIGIN = "origin";

    private static final String QUOTED = "\"(?:[^\"]|\"\")+\"";
    private static final String NAME = "(?:" + QUOTED + "|[^\"\\s.]+)";

    private static final Pattern STORED = Pattern.compile("(?s)CREATE (CONSTRAINT )?TRIGGER " + NAME + " ((?:[^\"]|"
            + QUOTED + ")*?) ON " + NAME + "(?:\\." + NAME + ")?( .*)");

    private static final Pattern WRITTEN =
            Pattern.compile("(?is)\\s*(CONSTRAINT\\s+)?((?:BEFORE|AFTER|INSTEAD)\\b(?:[^\"]|" + QUOTED + ")*?)\\s+("
                    + "(?:FROM|NOT\\s+DEFERRABLE|DEFERRABLE|INITIALLY|REFERENCING|FOR|WHEN|EXECUTE)\\b.*)");

    private static final Pattern TABLE = Pattern.compile("(?i)(?<![\\w$])ON(?![\\w$])");

    public TriggerContract {
        Names.column(name);
        parts(definition);
    }

    /** A trigger that fires in ordinary sessions. */
    public static TriggerContract trigger(String name, String definition) {
        return new TriggerContract(name, definition, ORIGIN);
    }

    /** The definition of a trigger in the whole statement that the server has written. */
    public static String definitionOf(String sql) {
        Matcher matcher = STORED.matcher(sql);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No CREATE TRIGGER as the server writes it: " + sql);
        }
        return Optional.ofNullable(matcher.group(1)).orElse("") + matcher.group(2) + matcher.group(3);
    }

    /**
     * The statement that makes such a trigger.
     *
     * @param target the table on which it makes it
     */
    public String statementOn(String target) {
        Matcher matcher = parts(definition);
        return "CREATE " + Optional.ofNullable(matcher.group(1)).orElse("") + "TRIGGER " + name + " " + matcher.group(2)
                + " ON " + target + " " + matcher.group(3);
    }

    private static Matcher parts(String definition) {
        Matcher matcher = WRITTEN.matcher(definition);
        if (!matcher.matches()
                || TABLE.matcher(matcher.group(2).replaceAll(QUOTED, "")).find()) {
            throw new IllegalArgumentException(
                    "expected a trigger without its name and its table, as in AFTER INSERT FOR"
                            + " EACH ROW EXECUTE FUNCTION audit.log(), but found " + definition);
        }
        return matcher;
    }
}
