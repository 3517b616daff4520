package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Texts that match a regular expression as PostgreSQL reads it, of its usual part: alternatives, groups, bracket expressions
 * with ranges and classes, quantifiers, anchors, and the escapes for digits, words and space. What is not understood is taken
 * literally; the server judges what comes out.
 */
final class RegexStrings {

    private static final int MORE_THAN_LEAST = 6;
    private static final String WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String PRINTABLE = WORD + "_-. @+/!";

    private final String pattern;
    private final SplittableRandom random;
    private int at;

    private RegexStrings(String pattern, SplittableRandom random) {
        this.pattern = pattern;
        this.random = random;
    }

    /** At most so many different texts; the same for the same seed. */
    static List<String> of(String pattern, int count, long seed) {
        Set<String> found = new LinkedHashSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        // Few may exist, so that most attempts repeat.
        for (int attempt = 0; attempt < 4 * count && found.size() < count; attempt++) {
            RegexStrings text = new RegexStrings(pattern, random);
            StringBuilder out = new StringBuilder();
            text.alternatives(out, true);
            found.add(out.toString());
        }
        return List.copyOf(found);
    }

    /** Write one of the alternatives, skip the others; stops at a closing parenthesis. */
    private void alternatives(StringBuilder out, boolean write) {
        List<Integer> starts = new ArrayList<>(List.of(at));
        skimBranch();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            starts.add(at);
            skimBranch();
        }
        int end = at;
        if (write) {
            at = starts.get(random.nextInt(starts.size()));
            branch(out, true);
        }
        at = end;
    }

    private void skimBranch() {
        branch(new StringBuilder(), false);
    }

    private void branch(StringBuilder out, boolean write) {
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = at;
            atom(new StringBuilder(), false);
            int after = at;
            int times = quantifier();
            int end = at;
            if (write) {
                for (int i = 0; i < times; i++) {
                    at = start;
                    atom(out, true);
                }
            }
            at = Math.max(end, after);
        }
    }

    private void atom(StringBuilder out, boolean write) {
        char c = pattern.charAt(at++);
        switch (c) {
            case '(' -> {
                if (pattern.startsWith("?:", at)) {
                    at += 2;
                } else if (pattern.startsWith("?=", at) || pattern.startsWith("?!", at)) {
                    at += 2;
                    alternatives(out, false);
                    at++;
                    return;
                }
                alternatives(out, write);
                at++;
            }
            case '[' -> choose(bracket(), out, write);
            case '\\' -> escape(out, write);
            case '.' -> choose(PRINTABLE, out, write);
            case '^', '$' -> {}
            default -> choose(String.valueOf(c), out, write);
        }
    }

    private void escape(StringBuilder out, boolean write) {
        char c = at < pattern.length() ? pattern.charAt(at++) : '\\';
        switch (c) {
            case 'd' -> choose("0123456789", out, write);
            case 'w' -> choose(WORD + "_", out, write);
            case 's' -> choose(" ", out, write);
            case 'D', 'S' -> choose("abcxyz", out, write);
            case 'W' -> choose("-. ", out, write);
            case 'n' -> choose("\n", out, write);
            case 't' -> choose("\t", out, write);
            case 'A', 'Z', 'm', 'M', 'y' -> {}
            default -> choose(String.valueOf(c), out, write);
        }
    }

    private void choose(String characters, StringBuilder out, boolean write) {
        if (write && !characters.isEmpty()) {
            out.append(characters.charAt(random.nextInt(characters.length())));
        }
    }

    /** How often an atom is repeated, which its quantifier says. */
    private int quantifier() {
        if (at >= pattern.length()) {
            return 1;
        }
        int least = 1;
        int most = 1;
        switch (pattern.charAt(at)) {
            case '*' -> {
                least = 0;
                most = MORE_THAN_LEAST;
                at++;
            }
            case '+' -> {
                most = 1 + MORE_THAN_LEAST;
                at++;
            }
            case '?' -> {
                least = 0;
                at++;
            }
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String inside = end < 0 ? "" : pattern.substring(at + 1, end);
                if (!inside.matches("\\d{1,4}(,\\d{0,4})?")) {
                    return 1;
                }
                String[] bounds = inside.split(",", -1);
                least = Integer.parseInt(bounds[0]);
                most = bounds.length == 1
                        ? least
                        : bounds[1].isEmpty() ? least + MORE_THAN_LEAST : Integer.parseInt(bounds[1]);
                at = end + 1;
            }
            default -> {
                return 1;
            }
        }
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return least + random.nextInt(Math.max(1, Math.min(most - least, 40) + 1));
    }

    private String bracket() {
        boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
        if (negated) {
            at++;
        }
        StringBuilder set = new StringBuilder();
        boolean first = true;
        while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
            first = false;
            if (pattern.startsWith("[:", at)) {
                int end = pattern.indexOf(":]", at);
                if (end > 0) {
                    set.append(named(pattern.substring(at + 2, end)));
                    at = end + 2;
                    continue;
                }
            }
            char from = pattern.charAt(at++);
            if (from == '\\' && at < pattern.length()) {
                StringBuilder escaped = new StringBuilder();
                char c = pattern.charAt(at++);
                switch (c) {
                    case 'd' -> escaped.append("0123456789");
                    case 'w' -> escaped.append(WORD).append('_');
                    case 's' -> escaped.append(' ');
                    default -> escaped.append(c);
                }
                set.append(escaped);
            } else if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                char to = pattern.charAt(at + 1);
                at += 2;
                for (char c = from; c <= to && c - from < 512; c++) {
                    set.append(c);
                }
            } else {
                set.append(from);
            }
        }
        at++;
        return negated ? without(set.toString()) : set.toString();
    }

    private static String without(String set) {
        StringBuilder rest = new StringBuilder();
        PRINTABLE.chars().filter(c -> set.indexOf(c) < 0).forEach(c -> rest.append((char) c));
        return rest.toString();
    }

    private static String named(String name) {
        return switch (name) {
            case "digit" -> "0123456789";
            case "xdigit" -> "0123456789abcdef";
            case "upper" -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            case "lower" -> "abcdefghijklmnopqrstuvwxyz";
            case "alpha" -> WORD.substring(0, 52);
            case "space", "blank" -> " ";
            case "punct" -> "-.!";
            default -> WORD;
        };
    }
}
