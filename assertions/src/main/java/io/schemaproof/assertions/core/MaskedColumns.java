package io.schemaproof.assertions.core;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.configuration.SensitiveColumns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
    public static final String MASK = SensitiveColumns.MASK;

    private final SensitiveColumns configured;
    private final Set<String> hidden;
    private final Set<String> shown;

    private MaskedColumns(SensitiveColumns configured, Set<String> hidden, Set<String> shown) {
        this.configured = configured;
        this.hidden = hidden;
        this.shown = shown;
    }

    /** Read the parameter from the system, the environment or {@code junit-platform.properties}. */
    public static MaskedColumns ofSystem() {
        return new MaskedColumns(SensitiveColumns.ofSystem(), Set.of(), Set.of());
    }

    /** Read the parameter. */
    public static MaskedColumns of(Configuration configuration) {
        return new MaskedColumns(SensitiveColumns.of(configuration), Set.of(), Set.of());
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
        return configured.hides(schema, table, column);
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
}
