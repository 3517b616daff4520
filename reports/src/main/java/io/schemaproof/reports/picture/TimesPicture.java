package io.schemaproof.reports.picture;

import io.schemaproof.base.Quantity;
import io.schemaproof.verify.result.Evidence.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws how long a query ran: how many of its runs took how long, the percentiles, and the limit. */
public final class TimesPicture {

    private static final int WIDTH = 900;
    private static final int LEFT = 12;
    private static final int ROOM = WIDTH - 2 * LEFT;
    private static final int BUCKETS = 60;
    private static final int HIGH = 90;
    private static final int EACH = HIGH + 94;

    private final Svg svg;
    private final double most;
    private final Optional<Duration> limit;
    private final List<String> words = new ArrayList<>();
    private double y = 36;

    private TimesPicture(Svg svg, double most, Optional<Duration> limit) {
        this.svg = svg;
        this.most = most;
        this.limit = limit;
    }

    public static Picture of(Times times) {
        Svg svg = new Svg(times.title(), WIDTH);
        svg.text(LEFT, 24, "sp-t sp-b", times.title());
        // A few runs that took very long would press all others into one bar; they are counted at the end.
        double most = times.series().stream()
                .mapToDouble(series -> percentile(series, 99))
                .max()
                .orElse(0);
        most = Math.max(most, times.limit().map(TimesPicture::millis).orElse(0.0)) * 1.1;
        TimesPicture picture = new TimesPicture(svg, Math.max(most, 0.001), times.limit());
        times.series().forEach(picture::draw);
        return svg.done(picture.y, String.join(". ", picture.words) + ".");
    }

    private void draw(Times.Series series) {
        int[] buckets = new int[BUCKETS];
        int beyond = 0;
        for (Duration sample : series.samples()) {
            int bucket = (int) (millis(sample) / most * BUCKETS);
            if (bucket < BUCKETS) {
                buckets[bucket]++;
            } else {
                beyond++;
            }
        }
        int highest = 1;
        for (int bucket : buckets) {
            highest = Math.max(highest, bucket);
        }
        String figures = figures(series);
        svg.text(
                LEFT,
                y + 14,
                ROOM,
                "sp-t",
                series.name() + ": " + Quantity.of(series.samples().size(), "run") + ", " + figures);
        double ground = y + 30 + HIGH;
        double wide = ROOM / (double) BUCKETS;
        for (int i = 0; i < BUCKETS; i++) {
            if (buckets[i] > 0) {
                double high = Math.max(2, HIGH * buckets[i] / (double) highest);
                svg.box(
                        LEFT + i * wide,
                        ground - high,
                        wide - 1,
                        high,
                        "sp-new",
                        buckets[i] + " from " + ms(most * i / BUCKETS) + " to " + ms(most * (i + 1) / BUCKETS));
            }
        }
        svg.line(LEFT, ground, LEFT + ROOM, ground, "sp-l");
        svg.text(LEFT, ground + 16, "sp-m", "0");
        // Where the limit stands, there is no room for the end of the scale.
        if (limit.map(demanded -> millis(demanded) / most < 0.8).orElse(true)) {
            svg.text(LEFT + ROOM - 60.0, ground + 16, "sp-m", ms(most));
        }
        mark(ground, percentile(series, 50), "p50", 32);
        mark(ground, percentile(series, 95), "p95", 48);
        limit.ifPresent(demanded -> mark(ground, millis(demanded), "limit " + ms(millis(demanded)), 16));
        words.add(series.name() + ": " + Quantity.of(series.samples().size(), "run") + ", " + figures
                + limit.map(demanded -> ", limit " + ms(millis(demanded))).orElse("")
                + (beyond == 0 ? "" : "; " + beyond + " took longer than is drawn"));
        if (beyond > 0) {
            svg.text(LEFT + ROOM - 260.0, y + 30, 260, "sp-m", beyond + " took longer than is drawn");
        }
        y += EACH;
    }

    private void mark(double ground, double millis, String name, double below) {
        double x = LEFT + ROOM * Math.min(1, millis / most);
        svg.line(x, ground - HIGH, x, ground + below - 12, "sp-l");
        svg.text(Math.min(x + 3, LEFT + ROOM - (name.length() * Svg.LETTER)), ground + below, "sp-m", name);
    }

    private static String figures(Times.Series series) {
        return "min " + ms(percentile(series, 0)) + ", p50 " + ms(percentile(series, 50)) + ", p95 "
                + ms(percentile(series, 95)) + ", p99 " + ms(percentile(series, 99)) + ", max "
                + ms(percentile(series, 100));
    }

    private static double percentile(Times.Series series, int percent) {
        List<Duration> sorted = series.samples();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return millis(sorted.get(Math.max(rank, 1) - 1));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, millis < 1 ? "%.3f ms" : "%.1f ms", millis);
    }
}
