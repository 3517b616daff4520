package io.schemaproof.verify.compatibility;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the columns with which the parameters of a statement are compared, or into which they are written. It reads the words
 * and may misread them: a column is only where a value is taken from.
 */
final class ParameterColumns {

    private static final String WORD = "schemaproof_parameter_";
    private static final Pattern PARAMETER = Pattern.compile("(?<![\\p{L}\\p{N}_$])\\$(\\d+)");
    private static final Set<String> COMPARING = Set.of(
            "=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "like", "ilike", "in", "between");
    private static final Set<String> PASSED = Set.of("(", ",", "any", "all", "some", "not");
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "where",
            "on",
            "select",
            "values",
            "returning",
            "set",
            "case",
            "when",
            "then",
            "else",
            "limit",
            "having",
            "by",
            "from",
            "using",
            "array",
            "interval",
            "null",
            "is");

    /**
     * A column of a relation, as SQL writes both.
     *
     * @param type of the column
     */
    record Target(String relation, String column, String type) {}

    private final List<String> tokens;
    private final Map<Integer, String> names = new LinkedHashMap<>();

    private ParameterColumns(String sql) {
        tokens = SqlTokens.of(PARAMETER.matcher(sql).replaceAll(" " + WORD + "$1 "));
    }

    /** The columns by the number of the parameter; none for those of which nothing is known. */
    static Map<Integer, Target> of(String sql, Catalog catalog) {
        ParameterColumns columns = new ParameterColumns(sql);
        columns.readInsert();
        columns.readComparisons();
        return columns.targets(catalog);
    }

    /** The parameters that say how many rows are passed over: with more than none, few tables have any left. */
    static Set<Integer> offsets(String sql) {
        List<String> tokens = new ParameterColumns(sql).tokens;
        return IntStream.range(1, tokens.size())
                .filter(i -> isParameter(tokens.get(i)) && tokens.get(i - 1).equalsIgnoreCase("offset"))
                .mapToObj(i -> number(tokens.get(i)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isParameter(String token) {
        return token.startsWith(WORD);
    }

    private static int number(String token) {
        return Integer.parseInt(token.substring(WORD.length()));
    }

    private String token(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).toLowerCase(Locale.ROOT) : "";
    }

    private void readInsert() {
        int at = IntStream.range(0, tokens.size())
                .filter(i -> token(i).equals("insert") && token(i + 1).equals("into"))
                .findFirst()
                .orElse(-1);
        if (at < 0) {
            return;
        }
        int open = at + 2;
        while (open < tokens.size() && !token(open).equals("(") && !token(open).equals("values")) {
            open++;
        }
        if (!token(open).equals("(")) {
            return;
        }
        List<List<String>> columns = new ArrayList<>();
        int next = list(open, columns);
        while (next < tokens.size() && !token(next).equals("values")) {
            next++;
        }
        while (token(next + 1).equals("(")) {
            List<List<String>> values = new ArrayList<>();
            next = list(next + 1, values);
            for (int i = 0; i < Math.min(values.size(), columns.size()); i++) {
                List<String> parameters = values.get(i).stream()
                        .filter(ParameterColumns::isParameter)
                        .toList();
                if (parameters.size() == 1 && columns.get(i).size() == 1) {
                    names.putIfAbsent(number(parameters.get(0)), columns.get(i).get(0));
                }
            }
        }
    }

    /** Read what stands between parentheses, cut at its commas; returns where the list ends. */
    private int list(int open, List<List<String>> items) {
        int depth = 0;
        List<String> item = new ArrayList<>();
        int at = open;
        for (; at < tokens.size(); at++) {
            String token = tokens.get(at);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (depth == 0) {
                break;
            }
            if (depth == 1 && token.equals(",")) {
                items.add(item);
                item = new ArrayList<>();
            } else if (at > open) {
                item.add(token);
            }
        }
        items.add(item);
        // A comma between two rows of values.
        return token(at + 1).equals(",") ? at + 1 : at;
    }

    private void readComparisons() {
        for (int i = 0; i < tokens.size(); i++) {
            if (isParameter(tokens.get(i)) && !names.containsKey(number(tokens.get(i)))) {
                int parameter = i;
                before(i)
                        .or(() -> behind(parameter + 1))
                        .ifPresent(name -> names.put(number(tokens.get(parameter)), name));
            }
        }
    }

    private Optional<String> before(int parameter) {
        boolean compared = false;
        for (int i = parameter - 1; i >= 0; i--) {
            String token = token(i);
            boolean second = token.equals("and")
                    && isParameter(token(i - 1))
                    && token(i - 2).equals("between");
            if (COMPARING.contains(token)) {
                compared = true;
            } else if (!PASSED.contains(token) && !isParameter(token) && !second) {
                return compared ? name(i) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<String> behind(int from) {
        int i = from;
        if (!COMPARING.contains(token(i))) {
            return Optional.empty();
        }
        while (COMPARING.contains(token(i)) || PASSED.contains(token(i))) {
            i++;
        }
        // What stands before a dot is the table or its alias.
        while (token(i + 1).equals(".")) {
            i += 2;
        }
        return name(i);
    }

    private Optional<String> name(int at) {
        String token = token(at);
        return token.isEmpty() || KEYWORDS.contains(token) || !(token.startsWith("\"") || isWord(token))
                ? Optional.empty()
                : Optional.of(tokens.get(at));
    }

    private static boolean isWord(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }

    private static String folded(String token) {
        return token.startsWith("\"")
                ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
                : token.toLowerCase(Locale.ROOT);
    }

    private Map<Integer, Target> targets(Catalog catalog) {
        Map<String, List<Column>> relations = new LinkedHashMap<>();
        for (String token : tokens) {
            catalog.tables().stream()
                    .filter(table -> table.name().equals(folded(token)))
                    .forEach(table -> relations.put(table.identity(), table.columns()));
            catalog.views().stream()
                    .filter(view -> view.name().equals(folded(token)))
                    .forEach(view -> relations.put(view.identity(), view.columns()));
        }
        Map<Integer, Target> targets = new HashMap<>();
        names.forEach((number, name) -> relations.forEach((relation, columns) -> Column.find(columns, folded(name))
                .ifPresent(column ->
                        targets.putIfAbsent(number, new Target(relation, column.quotedName(), column.type())))));
        return targets;
    }
}
