package io.schemaproof.suites.launcher;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a person watches, and how much fits on a line. Java cannot tell from version 22 on, so {@code ./schemaproof} says it. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[\\d;]*m");

    private Terminal() {}

    /** Whether the error stream is a terminal. */
    static boolean isPresent() {
        return Boolean.getBoolean("schemaproof.terminal");
    }

    /** Whether what is printed is read on a terminal. */
    static boolean isPrintedTo() {
        return Boolean.getBoolean("schemaproof.terminal.out");
    }

    /** Characters on a line. */
    static int width() {
        int columns = Integer.getInteger("schemaproof.columns", USUAL_WIDTH);
        return columns < LEAST_WIDTH ? USUAL_WIDTH : columns;
    }

    /** Text as it is printed: on a terminal, lines that are too long go on below where they begin. */
    static String wrapped(String text) {
        return isPrintedTo() ? wrapped(text, width()) : text;
    }

    /** SQL stays as it is, to be copied. */
    static String wrapped(String text, int width) {
        return text.lines()
                .map(line -> line.endsWith(";") ? line : broken(line, width))
                .collect(Collectors.joining("\n"));
    }

    private static String broken(String line, int width) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        if (visible(line) <= width || indent.length() > width / 2) {
            return line;
        }
        StringBuilder broken = new StringBuilder(indent);
        int used = indent.length();
        for (String word : line.strip().split(" ", -1)) {
            boolean first = used == indent.length();
            if (!first && used + 1 + visible(word) > width) {
                broken.append('\n').append(indent);
                used = indent.length();
                first = true;
            }
            broken.append(first ? "" : " ").append(word);
            used += visible(word) + (first ? 0 : 1);
        }
        return broken.toString();
    }

    private static int visible(String text) {
        return COLOUR.matcher(text).replaceAll("").length();
    }
}
