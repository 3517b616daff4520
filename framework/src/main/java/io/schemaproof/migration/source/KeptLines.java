package io.schemaproof.migration.source;

import io.schemaproof.migration.source.MarkedFile.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Some lines of a file, each on the line on which it stands there; the others between them are empty.
 *
 * @param text the lines from the first kept one that is not blank to the last
 * @param firstLine where the first one stands, counted from 1
 */
record KeptLines(String text, int firstLine) {

    /** Keep lines of the text as they are. */
    static Optional<KeptLines> of(String text, List<Line> lines, Predicate<Line> kept) {
        return changed(lines, line -> kept.test(line) ? Optional.of(raw(text, line)) : Optional.empty());
    }

    /** The line with all its blanks, without its end. */
    static String raw(String text, Line line) {
        String whole = text.substring(line.begin(), line.end());
        return whole.endsWith("\n") ? whole.substring(0, whole.length() - 1) : whole;
    }

    /** Keep lines as something else; empty where none is kept. */
    static Optional<KeptLines> changed(List<Line> lines, Function<Line, Optional<String>> change) {
        List<String> texts = new ArrayList<>();
        int first = 0;
        int last = 0;
        for (Line line : lines) {
            Optional<String> text = change.apply(line);
            if (first == 0 && text.isPresent() && !text.get().isBlank()) {
                first = line.number();
            }
            if (first > 0) {
                texts.add(text.orElse(""));
            }
            if (first > 0 && text.isPresent()) {
                last = texts.size();
            }
        }
        return first == 0
                ? Optional.empty()
                : Optional.of(new KeptLines(String.join("\n", texts.subList(0, last)) + "\n", first));
    }
}
