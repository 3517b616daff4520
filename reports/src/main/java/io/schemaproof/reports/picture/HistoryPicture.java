package io.schemaproof.reports.picture;

import java.util.List;

/** Draws the verdicts of the last verifications as bars, the newest to the right. */
public final class HistoryPicture {

    private static final int WIDTH = 900;
    private static final int HIGH = 120;
    private static final int TOP = 40;

    private HistoryPicture() {}

    /**
     * The sum of one verification.
     *
     * @param when it was, in words
     */
    public record Run(String when, long passed, long violated, long inconclusive) {

        long all() {
            return passed + violated + inconclusive;
        }

        String words() {
            return when + ": " + passed + " passed, " + violated + " failed, " + inconclusive + " undecided";
        }
    }

    /**
     * Draw them.
     *
     * @param runs in their order, one at least
     */
    public static Picture of(List<Run> runs) {
        Svg svg = new Svg("history of the verdicts", WIDTH);
        svg.text(12, 24, "sp-t sp-b", "history of the verdicts");
        svg.text(WIDTH - 430.0, 24, "sp-m", "from below: passed, undecided (yellow), failed (dashed)");
        double most = Math.max(1, runs.stream().mapToLong(Run::all).max().orElse(1));
        double wide = Math.min(90, (WIDTH - 24.0) / runs.size());
        double x = 12;
        for (Run run : runs) {
            double y = TOP + HIGH;
            y = bar(svg, x, y, wide, run.passed() / most, "sp-add", run);
            y = bar(svg, x, y, wide, run.inconclusive() / most, "sp-alt", run);
            bar(svg, x, y, wide, run.violated() / most, "sp-rem", run);
            svg.text(
                    x,
                    TOP + HIGH + 18.0,
                    wide,
                    "sp-m",
                    run.violated() + run.inconclusive() == 0
                            ? "✓ " + run.passed()
                            : "✗ " + (run.violated() + run.inconclusive()) + "/" + run.all());
            x += wide;
        }
        svg.text(
                12,
                TOP + HIGH + 40.0,
                "sp-m",
                runs.get(0).when() + " to " + runs.get(runs.size() - 1).when());
        return svg.done(
                TOP + HIGH + 52.0,
                String.join("; ", runs.stream().map(Run::words).toList()));
    }

    private static double bar(Svg svg, double x, double bottom, double wide, double part, String style, Run run) {
        if (part > 0) {
            svg.box(x, bottom - part * HIGH, wide - 4, part * HIGH, style, run.words());
        }
        return bottom - part * HIGH;
    }
}
