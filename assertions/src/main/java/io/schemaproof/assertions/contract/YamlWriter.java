package io.schemaproof.assertions.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Write YAML that every reader understands alike: what could be mistaken for something else stands in quotation marks. */
final class YamlWriter {

    private static final int WIDTH = 120;

    /** What neither begins nor contains anything that YAML gives a meaning to, also within brackets and braces. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_(][\\w ().;/<>=+*^~'|$%@-]*(?<! )");

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,17})(?:\\.\\d+)?");

    /** What some version of YAML takes for something other than a text. */
    private static final Pattern WORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    /** What may stand as it is in a text of several lines. */
    private static final Pattern LINE = Pattern.compile("[\\p{Graph}\\p{L}\\p{N}\\p{P}\\p{S} ]*(?<! )");

    private final StringBuilder out = new StringBuilder();

    static String document(YamlTree.Entries entries) {
        YamlWriter writer = new YamlWriter();
        writer.entries(entries, 0);
        return writer.out.toString();
    }

    private void entries(YamlTree.Entries entries, int indent) {
        boolean first = true;
        for (Map.Entry<String, YamlTree> entry : entries.values().entrySet()) {
            if (!first || indent == 0) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(scalar(entry.getKey(), true)).append(':');
            value(entry.getValue(), indent, entry.getKey().length() + 2);
        }
    }

    /** @param used how many characters stand on the line behind its indentation */
    private void value(YamlTree value, int indent, int used) {
        Optional<String> line = onOneLine(value, WIDTH - indent - used);
        if (line.isPresent()) {
            out.append(' ').append(line.get()).append('\n');
        } else if (value instanceof YamlTree.Text text) {
            block(text.value(), indent + 2);
        } else if (value instanceof YamlTree.Items items) {
            out.append('\n');
            items.values().forEach(item -> item(item, indent + 2));
        } else if (value instanceof YamlTree.Entries entries) {
            out.append('\n').append(" ".repeat(indent + 2));
            entries(entries, indent + 2);
        }
    }

    private void item(YamlTree item, int indent) {
        out.append(" ".repeat(indent)).append('-');
        if (item instanceof YamlTree.Entries entries
                && onOneLine(item, WIDTH - indent - 2).isEmpty()) {
            out.append(' ');
            entries(entries, indent + 2);
        } else {
            value(item, indent, 2);
        }
    }

    private static Optional<String> onOneLine(YamlTree value, int width) {
        if (value instanceof YamlTree.Text text) {
            return text.value().indexOf('\n') >= 0 && isBlock(text.value())
                    ? Optional.empty()
                    : Optional.of(scalar(text.value(), false));
        }
        return flow(value).filter(line -> line.length() <= width);
    }

    private static Optional<String> flow(YamlTree value) {
        if (value instanceof YamlTree.Nothing) {
            return Optional.of("null");
        }
        if (value instanceof YamlTree.Text text) {
            return Optional.of(scalar(text.value(), true));
        }
        if (value instanceof YamlTree.Items items) {
            return items.onLines() && !items.values().isEmpty()
                    ? Optional.empty()
                    : joined(items.values().stream().map(YamlWriter::flow).toList(), "[", "]");
        }
        YamlTree.Entries entries = (YamlTree.Entries) value;
        return entries.onLines() && !entries.values().isEmpty()
                ? Optional.empty()
                : joined(
                        entries.values().entrySet().stream()
                                .map(entry ->
                                        flow(entry.getValue()).map(text -> scalar(entry.getKey(), true) + ": " + text))
                                .toList(),
                        "{",
                        "}");
    }

    private static Optional<String> joined(List<Optional<String>> parts, String open, String close) {
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().map(Optional::orElseThrow).collect(Collectors.joining(", ", open, close)))
                : Optional.empty();
    }

    /** Whether the lines can stand as they are: all of them end as those of the file do. */
    private static boolean isBlock(String text) {
        return !text.startsWith(" ")
                && !text.startsWith("\n")
                && !text.endsWith("\n")
                && Arrays.stream(text.split("\n", -1))
                        .allMatch(line -> LINE.matcher(line).matches());
    }

    private void block(String text, int indent) {
        out.append(" |-\n");
        text.lines()
                .forEach(line -> out.append(line.isEmpty() ? "" : " ".repeat(indent) + line)
                        .append('\n'));
    }

    /** @param inside whether it stands within brackets, or is a key */
    static String scalar(String text, boolean inside) {
        boolean word = WORD.matcher(text).matches() && !text.equals("true") && !text.equals("false");
        if (NUMBER.matcher(text).matches() || (PLAIN.matcher(text).matches() && !word)) {
            return text;
        }
        if (!inside
                && !word
                && PLAIN.matcher(text.replaceAll("[\\[\\],{}]|:(?! |$)|\"", "")).matches()
                && text.matches("[A-Za-z_(].*")) {
            return text;
        }
        if (text.codePoints().allMatch(YamlWriter::isVisible)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints().forEach(c -> escape(escaped, c));
        return escaped.append('"').toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static void escape(StringBuilder escaped, int c) {
        switch (c) {
            case '"' -> escaped.append("\\\"");
            case '\\' -> escaped.append("\\\\");
            case '\n' -> escaped.append("\\n");
            case '\t' -> escaped.append("\\t");
            case '\r' -> escaped.append("\\r");
            default -> {
                if (isVisible(c)) {
                    escaped.appendCodePoint(c);
                } else {
                    escaped.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                }
            }
        }
    }
}
