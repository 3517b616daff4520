package io.schemaproof.assertions.core;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Know the columns whose values no message may show.
 *
 * <p>What {@code masking(..)} or {@code showing(..)} says goes before {@value ConfigurationParameters#MASKED_COLUMNS},
 * and that goes before the words that names of sensitive columns usually hold.
 */
public final class MaskedColumns {

    /** What stands in the place of a value. */
    public static final String MASK = "***";

    /** Found anywhere in a name. */
    private static final List<String> PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "token",
            "credential",
            "apikey",
            "api_key",
            "privatekey",
            "private_key",
            "accesskey",
            "access_key",
            "creditcard",
            "cardnumber",
            "socialsecurity",
            "social_security");

    /** Found as a whole word of a name, since other words hold them too. */
    private static final Set<String> WORDS =
            Set.of("ssn", "iban", "card", "cvv", "cvc", "pin", "pwd", "tan", "otp", "pan");

    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private final List<Rule> configured;
    private final Set<String> hidden;
    private final Set<String> shown;

    private MaskedColumns(List<Rule> configured, Set<String> hidden, Set<String> shown) {
        this.configured = configured;
        this.hidden = hidden;
        this.shown = shown;
    }

    /** Read the parameter from the system, the environment or {@code junit-platform.properties}. */
    public static MaskedColumns ofSystem() {
        return of(Configuration.ofSystem().orElse(Configuration.ofResource("junit-platform.properties")));
    }

    /** Read the parameter. */
    public static MaskedColumns of(Configuration configuration) {
        List<Rule> rules = configuration.get(ConfigurationParameters.MASKED_COLUMNS).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(Rule::parse)
                .toList();
        return new MaskedColumns(rules, Set.of(), Set.of());
    }

    /** Hide these columns as well. */
    public MaskedColumns masking(String... columns) {
        return new MaskedColumns(configured, with(hidden, columns), without(shown, columns));
    }

    /** Show these columns whatever they are called. */
    public MaskedColumns showing(String... columns) {
        return new MaskedColumns(configured, without(hidden, columns), with(shown, columns));
    }

    /** Tell whether {@link #showing} named this column. */
    public boolean shows(String column) {
        return shown.contains(column);
    }

    /**
     * Tell whether a column's values must not be shown.
     *
     * @param schema as stored; empty for the result of a query
     * @param table as stored; empty for the result of a query
     * @param column as stored
     */
    public boolean hides(String schema, String table, String column) {
        if (hidden.contains(column) || shown.contains(column)) {
            return hidden.contains(column);
        }
        for (Rule rule : configured) {
            if (rule.speaksOf(schema, table, column)) {
                return rule.hides;
            }
        }
        String lower = column.toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(lower::contains)
                || WORD_BREAK.splitAsStream(column).anyMatch(word -> WORDS.contains(word.toLowerCase(Locale.ROOT)));
    }

    /**
     * Tell whether an SQL expression may yield a hidden value: it names a hidden column, or the whole row of a table that
     * has one.
     *
     * @param hiddenColumns those of the table
     */
    public static boolean hidesExpression(String expression, String table, List<String> hiddenColumns) {
        if (hiddenColumns.isEmpty()) {
            return false;
        }
        return expression.matches("(?is).*(\\.\\s*\\*|\\(\\s*\\*|\\bU&\").*")
                || names(expression, table)
                || hiddenColumns.stream().anyMatch(column -> names(expression, column.replace("\"", "\"\"")));
    }

    private static boolean names(String expression, String name) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_$])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(expression)
                .find();
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        Arrays.stream(more).map(Names::column).forEach(all::add);
        return Set.copyOf(all);
    }

    private static Set<String> without(Set<String> names, String... fewer) {
        Set<String> left = new HashSet<>(names);
        Arrays.stream(fewer).map(Names::column).forEach(left::remove);
        return Set.copyOf(left);
    }

    /** One entry of the parameter: a name with {@code *} for any characters, {@code !} before it for the contrary. */
    private record Rule(Pattern name, boolean hides, int parts) {

        static Rule parse(String entry) {
            boolean hides = !entry.startsWith("!");
            String glob = hides ? entry : entry.substring(1).strip();
            String pattern = Arrays.stream(glob.split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + ".*" + b)
                    .orElse("");
            return new Rule(
                    Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    hides,
                    glob.split("\\.").length);
        }

        boolean speaksOf(String schema, String table, String column) {
            String path = parts == 1 ? column : parts == 2 ? table + "." + column : schema + "." + table + "." + column;
            return name.matcher(path).matches();
        }
    }
}
