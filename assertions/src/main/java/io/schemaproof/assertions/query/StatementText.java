package io.schemaproof.assertions.query;

import io.schemaproof.base.SqlText;
import io.schemaproof.base.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What only the text of a statement tells: once the server has read it, a star is a list of columns and a literal a constant. */
final class StatementText {

    private static final Pattern LITERAL = Pattern.compile("(?is)(?:[ebxn]|u&)?'.*'|\\$.*\\$.*\\$|\\d.*");

    /** What may stand after the star of a list; after one that multiplies stands a value. These are reserved words. */
    private static final Set<String> AFTER_LIST = Set.of(
            "",
            ",",
            ")",
            ";",
            "from",
            "where",
            "group",
            "having",
            "window",
            "union",
            "intersect",
            "except",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "into");

    private final List<String> tokens;

    StatementText(String sql) {
        this.tokens = SqlTokens.of(sql);
    }

    /** Literals other than these constants, in order. */
    List<String> literals(@Nullable Object... constants) {
        Set<String> allowed = Stream.of(constants)
                .map(constant -> constant instanceof String text
                        ? SqlText.literal(text)
                        : String.valueOf(constant).replaceFirst("^-", ""))
                .collect(Collectors.toSet());
        return tokens.stream()
                .filter(token -> LITERAL.matcher(token).matches() && !allowed.contains(token))
                .toList();
    }

    /** Whether it asks for all columns, whatever they are; what stands in {@code EXISTS} returns none. */
    boolean hasStar() {
        List<Boolean> existential = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = word(i);
            if (token.equals("(")) {
                existential.add(word(i - 1).equals("exists"));
            } else if (token.equals(")") && !existential.isEmpty()) {
                existential.remove(existential.size() - 1);
            }
            boolean inExists = !existential.isEmpty() && existential.get(existential.size() - 1);
            if (!inExists && (isStar(i) || isTableCommand(i))) {
                return true;
            }
        }
        return false;
    }

    /** Not {@code count(*)}, nor a whole row that is given to a function. */
    private boolean isStar(int at) {
        String before = word(at - 1);
        boolean argument =
                before.equals("(") || (before.equals(".") && word(at + 1).equals(")") && isArgument(at));
        return tokens.get(at).equals("*") && !argument && AFTER_LIST.contains(word(at + 1));
    }

    /** {@code count(o.*)}: the name in front of the star comes right after a parenthesis. */
    private boolean isArgument(int star) {
        int at = star - 2;
        while (word(at - 1).equals(".")) {
            at -= 2;
        }
        return word(at - 1).equals("(");
    }

    /** {@code TABLE orders} is {@code SELECT * FROM orders}; as a label the word comes after {@code AS} or a dot. */
    private boolean isTableCommand(int at) {
        return word(at).equals("table") && !Set.of("as", ".").contains(word(at - 1));
    }

    private String word(int at) {
        return at < 0 || at >= tokens.size() ? "" : tokens.get(at).toLowerCase(Locale.ROOT);
    }
}
