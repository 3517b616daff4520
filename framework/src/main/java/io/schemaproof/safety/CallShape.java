package io.schemaproof.safety;

import io.schemaproof.catalog.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a function is called, and what it gives.
 *
 * @param given the arguments that a caller gives, in order
 * @param result the type of the result; of one with columns what is before these, such as {@code TABLE}; empty for a procedure
 * @param columns those of the result, from {@code TABLE} or {@code OUT}
 */
record CallShape(List<Argument> given, String result, List<Argument> columns) {

    private static final String DEFAULT = " DEFAULT ";
    private static final String TABLE = "TABLE(";

    CallShape {
        given = List.copyOf(given);
        columns = List.copyOf(columns);
    }

    /**
     * An argument, or a column of the result.
     *
     * @param name as PostgreSQL writes it; empty for one without
     * @param mode such as {@code VARIADIC}; empty for that of most
     */
    record Argument(String mode, String name, String type, boolean hasDefault) {

        /** Whether who gives one or reads one may do so here. */
        private boolean takes(Argument former) {
            return type.equals(former.type)
                    && mode.equals(former.mode)
                    && (former.name.isEmpty() || name.equals(former.name))
                    && (hasDefault || !former.hasDefault);
        }

        private String words() {
            return (mode.isEmpty() ? "" : mode + " ")
                    + (name.isEmpty() ? "" : name + " ")
                    + type
                    + (hasDefault ? " with a default" : "");
        }
    }

    /** Read it; empty for an aggregate, and where it is written as nobody knows. */
    static Optional<CallShape> of(Function function) {
        List<Argument> given = new ArrayList<>();
        List<Argument> columns = new ArrayList<>();
        List<String> types = parts(function.argumentTypes());
        for (String text : parts(function.arguments())) {
            int end = text.indexOf(DEFAULT);
            String declared = end < 0 ? text : text.substring(0, end);
            if (declared.startsWith("OUT ")) {
                columns.add(named("", declared.substring("OUT ".length())));
                continue;
            }
            if (given.size() >= types.size() || !(" " + declared).endsWith(" " + types.get(given.size()))) {
                return Optional.empty();
            }
            String type = types.get(given.size());
            String name =
                    declared.substring(0, declared.length() - type.length()).trim();
            String mode = "";
            for (String word : List.of("INOUT", "VARIADIC")) {
                if ((name + " ").startsWith(word + " ")) {
                    mode = word;
                    name = name.substring(word.length()).trim();
                }
            }
            given.add(new Argument(mode, name, type, end >= 0));
            if (mode.equals("INOUT")) {
                columns.add(new Argument("", name, type, false));
            }
        }
        String result = function.returns().orElse("");
        if (result.startsWith(TABLE) && result.endsWith(")")) {
            parts(result.substring(TABLE.length(), result.length() - 1))
                    .forEach(column -> columns.add(named("", column)));
            result = "TABLE";
        }
        return given.size() == types.size() ? Optional.of(new CallShape(given, result, columns)) : Optional.empty();
    }

    /** The name ends at the first blank that stands in no quotation marks. */
    private static Argument named(String mode, String text) {
        int from = text.startsWith("\"") ? text.indexOf("\" ", 1) + 1 : 0;
        int blank = text.indexOf(' ', from);
        return new Argument(mode, text.substring(0, Math.max(blank, 0)), text.substring(blank + 1), false);
    }

    /** What stands between commas that are in no quotation marks and in no brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).trim());
                from = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(from).trim());
        }
        return parts;
    }

    /** Whether each call of a former one is a call of this: what is more has a default. */
    boolean takesCallsOf(CallShape former) {
        return missed(former).isEmpty();
    }

    /** What is not taken as it was, as a former one had it and as it is. */
    private Optional<String> missed(CallShape former) {
        for (int i = 0; i < former.given.size(); i++) {
            Argument was = former.given.get(i);
            if (i >= given.size() || !given.get(i).takes(was)) {
                return Optional.of("takes "
                        + (i >= given.size()
                                ? "no " + was.words()
                                : given.get(i).words() + ", and took " + was.words()));
            }
        }
        return given.stream()
                .skip(former.given.size())
                .filter(more -> !more.hasDefault)
                .findFirst()
                .map(more -> "takes " + more.words() + ", which is new");
    }

    /** What a caller of a former one meets, in words; empty where it is the same, or more. */
    Optional<String> change(CallShape former) {
        return missed(former).or(() -> given(former));
    }

    private Optional<String> given(CallShape former) {
        if (!result.equals(former.result)) {
            return Optional.of("gives " + result + ", and gave " + former.result);
        }
        for (int i = 0; i < former.columns.size(); i++) {
            Argument was = former.columns.get(i);
            if (i >= columns.size() || !columns.get(i).takes(was)) {
                return Optional.of("gives "
                        + (i >= columns.size()
                                ? "no " + was.words()
                                : columns.get(i).words() + ", and gave " + was.words()));
            }
        }
        return Optional.empty();
    }
}
