package io.schemaproof.safety;

import io.schemaproof.base.SqlTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the statements of one script as a linter does: word by word, with no catalogue. What is inside a DO block or a function is a text
 * to it, and a table that an earlier statement of the script has made is nobody's.
 *
 * @since 0.1
 */
public final class TextClaims {

    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");
    private static final List<String> NOT_VALID = List.of("not", "valid");

    private final Set<String> made = new HashSet<>();

    /** Return what the text of the next statement claims, in the order of the rules. */
    public Set<TextRule> next(String sql) {
        List<String> words = SqlTokens.of(sql).stream()
                .map(token -> token.startsWith("\"") ? token : token.toLowerCase(Locale.ROOT))
                .toList();
        Set<TextRule> claims = EnumSet.noneOf(TextRule.class);
        if (begins(words, "create", "table") || (begins(words, "create") && indexOf(words, "table") == 2)) {
            made.add(nameBehind(words, indexOf(words, "table") + 1).name());
        } else if (begins(words, "alter", "table")) {
            Name table = nameBehind(words, 2);
            if (!made.contains(table.name())) {
                actions(words.subList(table.end(), words.size())).forEach(action -> of(action, claims));
            }
        } else if (begins(words, "create", "index") || begins(words, "create", "unique", "index")) {
            int on = indexOf(words, "on");
            if (!words.contains("concurrently")
                    && on > 0
                    && !made.contains(nameBehind(words, on + 1).name())) {
                claims.add(TextRule.CREATE_INDEX);
            }
        } else if (begins(words, "reindex") && !words.contains("concurrently")) {
            claims.add(TextRule.REINDEX);
        } else if (begins(words, "cluster") || (begins(words, "vacuum") && words.contains("full"))) {
            claims.add(TextRule.REWRITE_TABLE);
        } else if (begins(words, "alter", "domain") && words.contains("add") && !contains(words, NOT_VALID)) {
            claims.add(TextRule.DOMAIN_CONSTRAINT);
        } else if (begins(words, "drop", "table")
                && !made.contains(nameBehind(words, 2).name())) {
            claims.add(TextRule.DROP_TABLE);
        }
        return claims;
    }

    private record Name(String name, int end) {}

    /** The name at a place, behind IF EXISTS and ONLY, without its schema. */
    private static Name nameBehind(List<String> words, int from) {
        int at = from;
        while (at < words.size() && Set.of("if", "not", "exists", "only").contains(words.get(at))) {
            at++;
        }
        while (at + 2 < words.size() && words.get(at + 1).equals(".")) {
            at += 2;
        }
        if (at >= words.size()) {
            return new Name("", words.size());
        }
        int end = at + 1 < words.size() && words.get(at + 1).equals("*") ? at + 2 : at + 1;
        return new Name(words.get(at).replace("\"", ""), end);
    }

    /** The parts between commas outside of all brackets. */
    private static List<List<String>> actions(List<String> words) {
        List<List<String>> actions = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            depth += word.equals("(") || word.equals("[") ? 1 : word.equals(")") || word.equals("]") ? -1 : 0;
            if (word.equals(",") && depth == 0) {
                actions.add(words.subList(begin, i));
                begin = i + 1;
            }
        }
        actions.add(words.subList(begin, words.size()));
        return actions;
    }

    private static void of(List<String> action, Set<TextRule> claims) {
        if (begins(action, "add")) {
            ofAdded(action.subList(1, action.size()), claims);
        } else if (begins(action, "alter") && !begins(action, "alter", "constraint")) {
            if (indexOf(action, "type") > 0
                    && (action.indexOf("type") <= 3 || contains(action, List.of("data", "type")))) {
                claims.add(TextRule.CHANGE_TYPE);
            } else if (contains(action, List.of("set", "not", "null"))) {
                claims.add(TextRule.SET_NOT_NULL);
            }
        } else if (begins(action, "detach", "partition")
                && !action.contains("concurrently")
                && !action.contains("finalize")) {
            claims.add(TextRule.DETACH_PARTITION);
        } else if (begins(action, "rename", "to")) {
            claims.add(TextRule.RENAME_TABLE);
        } else if (begins(action, "rename") && !begins(action, "rename", "constraint")) {
            claims.add(TextRule.RENAME_COLUMN);
        } else if (begins(action, "drop") && !begins(action, "drop", "constraint")) {
            claims.add(TextRule.DROP_COLUMN);
        }
    }

    private static void ofAdded(List<String> words, Set<TextRule> claims) {
        List<String> added = begins(words, "constraint") && words.size() > 2 ? words.subList(2, words.size()) : words;
        boolean later = contains(added, NOT_VALID) || contains(added, List.of("not", "enforced"));
        Optional<TextRule> constraint = constraint(added);
        if (constraint.isPresent()) {
            boolean indexed = contains(added, List.of("using", "index"));
            if (!later && !indexed) {
                claims.add(constraint.get());
            }
            return;
        }
        if (added.stream().anyMatch(SERIAL::contains) || (added.contains("generated") && !added.contains("virtual"))) {
            claims.add(TextRule.ADD_COLUMN_GENERATED);
        }
        if (callsFunction(added, added.indexOf("default") + 1)) {
            claims.add(TextRule.ADD_COLUMN_DEFAULT);
        }
        if (added.contains("references")) {
            claims.add(TextRule.ADD_FOREIGN_KEY);
        }
        if (added.contains("check")) {
            claims.add(TextRule.ADD_CHECK);
        }
        if (added.contains("unique") || contains(added, List.of("primary", "key"))) {
            claims.add(TextRule.ADD_UNIQUE);
        }
    }

    /** Whether a default begins with a call: a constant is free since PostgreSQL 11, which they know; of a function they do not. */
    private static boolean callsFunction(List<String> words, int from) {
        int at = from;
        while (at > 0 && at < words.size() && words.get(at).equals("(")) {
            at++;
        }
        while (at + 2 < words.size() && words.get(at + 1).equals(".")) {
            at += 2;
        }
        return at > 0
                && at + 1 < words.size()
                && words.get(at + 1).equals("(")
                && words.get(at).matches("(?s)[\\p{L}_\"].*");
    }

    private static Optional<TextRule> constraint(List<String> added) {
        if (begins(added, "check", "(")) {
            return Optional.of(TextRule.ADD_CHECK);
        }
        if (begins(added, "foreign", "key")) {
            return Optional.of(TextRule.ADD_FOREIGN_KEY);
        }
        if (begins(added, "unique") || begins(added, "primary", "key")) {
            return Optional.of(TextRule.ADD_UNIQUE);
        }
        if (begins(added, "exclude")) {
            return Optional.of(TextRule.ADD_EXCLUDE);
        }
        return begins(added, "not", "null") ? Optional.of(TextRule.SET_NOT_NULL) : Optional.empty();
    }

    private static boolean begins(List<String> words, String... first) {
        return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
    }

    private static boolean contains(List<String> words, List<String> sequence) {
        return Collections.indexOfSubList(words, sequence) >= 0;
    }

    private static int indexOf(List<String> words, String word) {
        return words.indexOf(word);
    }
}
