package io.schemaproof.migration.psql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What psql refuses in commands that only show something: nothing is shown here, but psql stops at them.
 *
 * @since 0.1
 */
public final class DisplayOptions {

    private static final List<String> FORMATS = List.of(
            "aligned", "asciidoc", "csv", "html", "latex", "latex-longtable", "troff-ms", "unaligned", "wrapped");

    private static final List<String> LINE_STYLES = List.of("ascii", "old-ascii", "unicode");

    private static final List<String> UNICODE_STYLES = List.of("single", "double");

    private static final Map<String, String> SHORT = Map.of("t", "tuples_only", "x", "expanded");

    private static final Set<String> SWITCHES = Set.of("footer", "numericlocale", "t", "tuples_only");

    private static final Set<String> WITHOUT_RULE = Set.of(
            "border",
            "columns",
            "C",
            "fieldsep",
            "fieldsep_zero",
            "null",
            "pager_min_lines",
            "recordsep",
            "recordsep_zero",
            "T",
            "tableattr",
            "title",
            "xheader_width");

    private DisplayOptions() {}

    /**
     * Read the arguments of a command as psql does.
     *
     * @throws MetaCommandException if psql would refuse them
     */
    public static void check(String command, List<String> arguments) throws MetaCommandException {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        switch (command) {
            case "pset" -> option(first, arguments.size() > 1 ? arguments.get(1) : "");
            case "t", "x" -> option(SHORT.getOrDefault(command, command), first);
            case "timing" -> {
                if (!first.isEmpty() && PsqlVariables.parseBoolean(first).isEmpty()) {
                    throw new MetaCommandException(
                            "unrecognized value \"" + first + "\" for \"\\timing\": Boolean expected");
                }
            }
            case "setenv" -> {
                if (first.isEmpty()) {
                    throw new MetaCommandException("\\setenv: missing required argument");
                }
                if (first.indexOf('=') >= 0) {
                    throw new MetaCommandException("\\setenv: environment variable name must not contain \"=\"");
                }
            }
            default -> {}
        }
    }

    private static void option(String option, String value) throws MetaCommandException {
        switch (option) {
            case "" -> {}
            case "format" -> format(value);
            case "linestyle" -> anyOf(LINE_STYLES, value, "line styles");
            case "unicode_border_linestyle" -> anyOf(UNICODE_STYLES, value, "Unicode border line styles");
            case "unicode_column_linestyle" -> anyOf(UNICODE_STYLES, value, "Unicode column line styles");
            case "unicode_header_linestyle" -> anyOf(UNICODE_STYLES, value, "Unicode header line styles");
            case "csv_fieldsep" -> separator(value);
            case "expanded", "x", "vertical" -> logical(option, value, "auto", "");
            case "pager" -> logical(option, value, "always", "");
            default -> {
                if (SWITCHES.contains(option)) {
                    logical(option, value, "", ": Boolean expected");
                } else if (!WITHOUT_RULE.contains(option)) {
                    throw new MetaCommandException("\\pset: unknown option: " + option);
                }
            }
        }
    }

    private static void format(String value) throws MetaCommandException {
        List<String> meant = FORMATS.stream()
                .filter(format -> format.regionMatches(true, 0, value, 0, value.length()))
                .toList();
        boolean exact = meant.stream().anyMatch(value::equalsIgnoreCase);
        if (meant.isEmpty()) {
            throw new MetaCommandException("\\pset: allowed formats are " + String.join(", ", FORMATS));
        }
        if (!value.isEmpty() && meant.size() > 1 && !exact && !meant.get(0).equals("latex")) {
            throw new MetaCommandException("\\pset: ambiguous abbreviation \"" + value + "\" matches both \""
                    + meant.get(0) + "\" and \"" + meant.get(1) + "\"");
        }
    }

    private static void anyOf(List<String> allowed, String value, String what) throws MetaCommandException {
        if (allowed.stream().noneMatch(one -> one.regionMatches(true, 0, value, 0, value.length()))) {
            throw new MetaCommandException("\\pset: allowed " + what + " are " + String.join(", ", allowed));
        }
    }

    private static void separator(String value) throws MetaCommandException {
        if (value.equals("\"") || value.equals("\n") || value.equals("\r")) {
            throw new MetaCommandException(
                    "\\pset: csv_fieldsep cannot be a double quote, a newline, or a carriage return");
        }
        if (value.length() > 1 || value.chars().anyMatch(c -> c >= 0x80)) {
            throw new MetaCommandException("\\pset: csv_fieldsep must be a single one-byte character");
        }
    }

    private static void logical(String option, String value, String word, String expected) throws MetaCommandException {
        boolean known = value.isEmpty()
                || value.equalsIgnoreCase(word)
                || PsqlVariables.parseBoolean(value).isPresent();
        if (!known) {
            throw new MetaCommandException("unrecognized value \"" + value + "\" for \"" + option + "\"" + expected);
        }
    }
}
