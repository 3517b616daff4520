package io.schemaproof.verify.function;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What functions and procedures of a schema name in their bodies; the functions of extensions are not among them. */
final class FunctionBodies {

    /** What reaches out of the database, or other sessions. Caution and no evidence: whatever a body does otherwise is taken back. */
    private static final Pattern OUTSIDE = Pattern.compile(
            "(?i)\\b(?:dblink\\w*|copy|pg_(?:terminate_backend|cancel_backend|sleep\\w*|reload_conf|rotate_logfile|promote|switch_wal"
                    + "|read_\\w+|write_\\w+|file_\\w+|\\w*replication_\\w+|(?:try_)?advisory_\\w+|background\\w*)|lo_import|lo_export|http_\\w+|http(?=\\s*\\()"
                    + "|aws_\\w+)\\b");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql");

    private final List<Function> all;
    private final Map<Function, Set<String>> words = new HashMap<>();
    private final Map<String, List<Function>> byName;
    private final Set<String> foreign;

    FunctionBodies(Catalog catalog) {
        all = catalog.functions().stream()
                .filter(function -> function.extension().isEmpty())
                .toList();
        byName = all.stream()
                .collect(Collectors.groupingBy(function -> function.name().toLowerCase(Locale.ROOT)));
        foreign = catalog.tables().stream()
                .filter(Table::isForeign)
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /** Whether the server reads the body of a function only when it is called. */
    static boolean isReadLate(Function function) {
        return function.extension().isEmpty() && LANGUAGES.contains(function.language());
    }

    List<Function> readLate() {
        return all.stream().filter(FunctionBodies::isReadLate).toList();
    }

    /** A function and those that it names, and those that these do. */
    Set<Function> reached(Function from) {
        Set<Function> reached = new HashSet<>(Set.of(from));
        Deque<Function> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            for (String word : words(left.remove())) {
                for (Function named : byName.getOrDefault(word, List.of())) {
                    if (reached.add(named)) {
                        left.add(named);
                    }
                }
            }
        }
        return reached;
    }

    private Set<String> words(Function function) {
        return words.computeIfAbsent(
                function,
                key -> WORD.matcher(SqlCode.withoutComments(key.body()))
                        .results()
                        .map(word -> word.group().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** Whether all that a call of a function may do is taken back with its transaction, as far as the texts say. */
    boolean staysInside(Function function) {
        return reached(function).stream().allMatch(this::isHarmless);
    }

    private boolean isHarmless(Function function) {
        String body = SqlCode.withoutComments(function.body());
        return LANGUAGES.contains(function.language())
                && !OUTSIDE.matcher(body).find()
                && foreign.stream().noneMatch(table -> WholeWord.in(body, table));
    }

    /** Whether a name stands in one of the bodies. */
    boolean name(String name) {
        return all.stream().anyMatch(function -> WholeWord.in(function.body(), name));
    }

    /** Whether a text stands in one of the bodies, between quotes. */
    boolean holdText(String text) {
        return all.stream().anyMatch(function -> function.body().contains(SqlText.literal(text)));
    }

    /** Whether one of the bodies makes a temporary table of this name: whoever calls it first has it. */
    boolean makeTemporary(String table) {
        Pattern makes = Pattern.compile(
                "(?i)\\btemp(?:orary)?\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?\"?" + Pattern.quote(table) + "\\b");
        return all.stream().anyMatch(function -> makes.matcher(function.body()).find());
    }

    /** The parameters that an application sets for its own functions, which are not there otherwise. */
    List<String> parameters() {
        Pattern asked = Pattern.compile("(?i)\\bcurrent_setting\\s*\\(\\s*'([a-z_]\\w*\\.[\\w.]+)'\\s*\\)");
        List<String> parameters = new ArrayList<>();
        for (Function function : all) {
            Matcher matcher = asked.matcher(function.body());
            while (matcher.find()) {
                if (!parameters.contains(matcher.group(1))) {
                    parameters.add(matcher.group(1));
                }
            }
        }
        return parameters;
    }
}
