package io.schemaproof.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Know the columns whose values no message may show: what {@value ConfigurationParameters#MASKED_COLUMNS} says goes before the
 * words that names of sensitive columns usually hold.
 *
 * @since 0.1
 */
public final class SensitiveColumns {

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

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private final List<Rule> configured;

    private SensitiveColumns(List<Rule> configured) {
        this.configured = List.copyOf(configured);
    }

    /** Read the parameter from the system, the environment or {@code junit-platform.properties}. */
    public static SensitiveColumns ofSystem() {
        return of(Configuration.ofSystem().orElse(Configuration.ofResource("junit-platform.properties")));
    }

    /** Read the parameter. */
    public static SensitiveColumns of(Configuration configuration) {
        return new SensitiveColumns(configuration.get(ConfigurationParameters.MASKED_COLUMNS).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(Rule::parse)
                .toList());
    }

    /**
     * Tell whether a column's values must not be shown.
     *
     * @param schema as stored; empty for the result of a query
     * @param table as stored; empty for the result of a query
     * @param column as stored
     */
    public boolean hides(String schema, String table, String column) {
        for (Rule rule : configured) {
            if (rule.speaksOf(schema, table, column)) {
                return rule.hides;
            }
        }
        String lower = column.toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(lower::contains)
                || WORD_BREAK.splitAsStream(column).anyMatch(word -> WORDS.contains(word.toLowerCase(Locale.ROOT)));
    }

    /** Tell whether the values of a column of this name must not be shown in one table or another, where nobody knows which it is. */
    public boolean mayHide(String column) {
        return configured.stream().anyMatch(rule -> rule.hides && rule.mayMean(column)) || hides("", "", column);
    }

    /** Whether {@link #mayHide} is true of one of the names in an expression or a statement. */
    public boolean mayHideOneIn(String sql) {
        return NAME.matcher(sql).results().anyMatch(name -> mayHide(name.group()));
    }

    /** One entry of the parameter: a name with {@code *} for any characters, {@code !} before it for the contrary. */
    private record Rule(Pattern name, Pattern last, boolean hides, int parts) {

        static Rule parse(String entry) {
            boolean hides = !entry.startsWith("!");
            String glob = hides ? entry : entry.substring(1).strip();
            String last = glob.substring(glob.lastIndexOf('.') + 1);
            return new Rule(pattern(glob), pattern(last), hides, glob.split("\\.").length);
        }

        private static Pattern pattern(String glob) {
            String pattern = Arrays.stream(glob.split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + ".*" + b)
                    .orElse("");
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }

        boolean mayMean(String column) {
            return last.matcher(column).matches();
        }

        boolean speaksOf(String schema, String table, String column) {
            String path = parts == 1 ? column : parts == 2 ? table + "." + column : schema + "." + table + "." + column;
            return name.matcher(path).matches();
        }
    }
}
