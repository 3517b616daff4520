package io.schemaproof.reports.picture;

import io.schemaproof.verify.result.Evidence.QueryCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Draws how long queries ran before and after an up: percentiles over all of them, then those that became slowest. */
public final class CostPicture {

    private static final int WIDTH = 900;
    private static final int NAMES = 280;
    private static final int ROOM = 330;
    private static final int MOST = 25;

    private final Svg svg;
    private final double most;
    private final List<String> words = new ArrayList<>();
    private double y = 44;

    private CostPicture(Svg svg, double most) {
        this.svg = svg;
        this.most = most;
    }

    public static Picture of(QueryCosts costs) {
        Svg svg = new Svg(costs.title(), WIDTH);
        svg.text(12, 24, "sp-t sp-b", costs.title());
        svg.text(WIDTH - 330.0, 24, "sp-m", "upper bar: before, lower bar: after");
        List<Double> before = sorted(costs, QueryCosts.Cost::millisBefore);
        List<Double> after = sorted(costs, QueryCosts.Cost::millisAfter);
        double most = Math.max(percentile(before, 100), percentile(after, 100));
        CostPicture picture = new CostPicture(svg, Math.max(most, 0.001));
        for (int percent : new int[] {50, 95, 100}) {
            String name = percent == 100 ? "slowest query" : "p" + percent + " of the queries";
            picture.pair(name, percentile(before, percent), percentile(after, percent), "");
        }
        svg.line(12, picture.y, WIDTH - 12, picture.y, "sp-grid");
        picture.y += 10;
        costs.costs().stream()
                .sorted(Comparator.comparingDouble(
                                (QueryCosts.Cost cost) -> cost.millisAfter().orElse(0)
                                        - cost.millisBefore().orElse(0))
                        .reversed())
                .limit(MOST)
                .forEach(cost -> picture.pair(
                        cost.query(),
                        cost.millisBefore().orElse(0),
                        cost.millisAfter().orElse(0),
                        pages(cost)));
        if (costs.costs().size() > MOST) {
            svg.text(12, picture.y + 14, "sp-m", "… and " + (costs.costs().size() - MOST) + " more queries");
            picture.y += 22;
        }
        svg.text(
                12,
                picture.y + 14,
                "sp-m",
                "One execution each, on the rows of this verification: pages can be compared, times hardly.");
        return svg.done(picture.y + 26, String.join("; ", picture.words));
    }

    private static String pages(QueryCosts.Cost cost) {
        return cost.pagesBefore().isPresent() && cost.pagesAfter().isPresent()
                ? ", " + cost.pagesBefore().getAsLong() + " → "
                        + cost.pagesAfter().getAsLong() + " pages"
                : "";
    }

    private void pair(String name, double before, double after, String more) {
        String text = String.format(Locale.ROOT, "%.2f → %.2f ms%s", before, after, more);
        svg.text(12, y + 16, NAMES - 24, "sp-t", name);
        svg.box(NAMES, y + 2, Math.max(1, ROOM * before / most), 9, "sp-old", "before: " + text);
        svg.box(NAMES, y + 13, Math.max(1, ROOM * after / most), 9, "sp-new", "after: " + text);
        svg.text(NAMES + ROOM + 15.0, y + 16, "sp-t", text);
        words.add(name + ": " + text);
        y += 32;
    }

    private static List<Double> sorted(QueryCosts costs, Function<QueryCosts.Cost, OptionalDouble> part) {
        return costs.costs().stream()
                .flatMapToDouble(cost -> part.apply(cost).stream())
                .sorted()
                .boxed()
                .toList();
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }
}
