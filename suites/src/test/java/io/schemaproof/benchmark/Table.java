package io.schemaproof.benchmark;

import io.schemaproof.benchmark.Comparison.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outcomes as one Markdown table. */
record Table(List<Outcome> outcomes) {

    private static final String BEGIN = "<!-- benchmark: begin -->";
    private static final String END = "<!-- benchmark: end -->";

    String text() {
        return "| what | ours | beside it | ms | ours to it | limit | |\n|---|---:|---|---:|---:|---:|---|\n"
                + outcomes.stream().map(Table::row).collect(Collectors.joining());
    }

    private static String row(Outcome outcome) {
        Comparison comparison = outcome.comparison();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %s | %.1f | %s | %s | %s |%n",
                comparison.title(),
                outcome.ours(),
                comparison.peerName(),
                outcome.peer(),
                comparison.limit().figure(outcome.ours(), outcome.peer()),
                comparison.limit().text(),
                comparison.limit() instanceof Limit.None ? "" : outcome.holds() ? "holds" : "**missed**");
    }

    /**
     * Replace the table of a document.
     *
     * @throws IllegalStateException if the document has no place for it
     */
    void writeInto(Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(document + " has no lines " + BEGIN + " and " + END);
        }
        Files.writeString(document, text.substring(0, begin + BEGIN.length()) + "\n" + text() + text.substring(end));
    }
}
