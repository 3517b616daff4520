package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import java.util.List;
import java.util.function.UnaryOperator;

/** Show where two texts begin to differ, with what stands around, instead of two texts that a reader would have to compare. */
final class FirstDifference {

    /** Characters shown before and after the place, where the line is long. */
    private static final int AROUND = 60;

    private FirstDifference() {}

    /** @param reading a line without what makes no difference; lines that differ in that alone are shown only if no other does */
    static Failure of(Failure failure, String expected, String found, UnaryOperator<String> reading) {
        List<String> wanted = expected.lines().toList();
        List<String> there = found.lines().toList();
        int line = common(wanted, there, reading);
        if (line == wanted.size() && line == there.size()) {
            line = common(wanted, there, UnaryOperator.identity());
        }
        String left = line < wanted.size() ? wanted.get(line) : "";
        String right = line < there.size() ? there.get(line) : "";
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        failure.butWas(excerpt(left, at), excerpt(right, at));
        int lines = Math.max(wanted.size(), there.size());
        return lines == 1
                ? failure
                : failure.line("First difference: line " + (line + 1) + " of " + lines + ", as the server writes it.");
    }

    private static int common(List<String> one, List<String> other, UnaryOperator<String> reading) {
        int line = 0;
        while (line < one.size()
                && line < other.size()
                && reading.apply(one.get(line)).equals(reading.apply(other.get(line)))) {
            line++;
        }
        return line;
    }

    private static String excerpt(String line, int at) {
        if (line.isEmpty()) {
            return "the end of the text";
        }
        int from = at <= AROUND ? 0 : line.lastIndexOf(' ', at - AROUND) + 1;
        int end = line.indexOf(' ', Math.min(line.length(), at + AROUND));
        int to = end < 0 ? line.length() : end;
        return (from == 0 ? "" : "… ") + line.substring(from, to).strip() + (to == line.length() ? "" : " …");
    }
}
