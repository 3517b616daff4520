package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.verify.result.Evidence;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is different between two sets of rows.
 *
 * @param expected how many rows were expected
 * @param actual how many there are
 * @param changed rows on both sides that differ, with the columns in which they do
 * @param missing rows that were expected alone
 * @param extra rows that are there alone; those that both have where none was to be
 * @param again the SQL that shows them all again, or nothing
 * @param shown them all, or the first of them, for a report; asks the server
 */
record RowDifference(
        long expected, long actual, Part changed, Part missing, Part extra, String again, Supplier<Evidence> shown) {

    /**
     * Rows of one kind.
     *
     * @param count how many
     * @param note what else is to be said of them, or nothing
     * @param samples a few of them
     */
    record Part(long count, String note, List<String> samples) {

        static final Part NONE = new Part(0, "", List.of());

        private void addTo(Failure failure, String word) {
            if (count > 0) {
                failure.line(
                        word + rows(count) + note + (samples.isEmpty() ? "" : "\n  " + String.join("\n  ", samples)));
            }
        }
    }

    boolean isEmpty() {
        return changed.count() == 0 && missing.count() == 0 && extra.count() == 0;
    }

    Failure failure(String rule) {
        StringBuilder found = new StringBuilder(rows(actual));
        append(found, changed, " changed");
        append(found, missing, " missing");
        append(found, extra, " extra");
        Failure failure = Failure.expected(rule).butWas(rows(expected), found);
        changed.addTo(failure, "changed : ");
        missing.addTo(failure, "missing : ");
        extra.addTo(failure, "extra   : ");
        return failure.line(again).seen(shown);
    }

    /** What is not to be there and is. */
    Failure common(String rule) {
        Failure failure =
                Failure.expected(rule).butWas("none of them", Figures.grouped(extra.count()) + " of " + rows(actual));
        extra.addTo(failure, "common  : ");
        return failure.line(again).seen(shown);
    }

    private void append(StringBuilder text, Part part, String word) {
        if (part.count() > 0) {
            text.append(text.indexOf(":") < 0 ? ": " : ", ")
                    .append(Figures.grouped(part.count()))
                    .append(word);
        }
    }

    static String rows(long count) {
        return Figures.grouped(count) + (count == 1 ? " row" : " rows");
    }
}
