package io.schemaproof.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws the objects that have changed as boxes, each with its columns and other parts: added, removed, altered. */
public final class SchemaPicture {

    private static final int COLUMNS = 3;
    private static final int BOX = 348;
    private static final int GAP = 12;
    private static final int WIDTH = GAP + COLUMNS * (BOX + GAP);
    private static final int LINE = 19;
    private static final int MOST_OBJECTS = 24;
    private static final int MOST_LINES = 14;

    private SchemaPicture() {}

    public static Picture of(String title, List<ChangedObject> objects) {
        Svg svg = new Svg(title, WIDTH);
        svg.text(GAP, 24, "sp-t sp-b", title);
        svg.text(WIDTH - 330.0, 24, "sp-m", "+ added    − removed (dashed)    ~ altered");
        double[] bottoms = new double[COLUMNS];
        Arrays.fill(bottoms, 40);
        List<String> words = new ArrayList<>();
        for (ChangedObject object : objects.subList(0, Math.min(MOST_OBJECTS, objects.size()))) {
            int column = lowest(bottoms);
            bottoms[column] += box(svg, object, GAP + column * (double) (BOX + GAP), bottoms[column]) + GAP;
            words.add(object.name() + " " + object.sign().word());
        }
        double bottom = 40;
        for (double each : bottoms) {
            bottom = Math.max(bottom, each);
        }
        if (objects.size() > MOST_OBJECTS) {
            svg.text(GAP, bottom + 14, "sp-m", "… and " + (objects.size() - MOST_OBJECTS) + " more objects");
            bottom += 24;
        }
        return svg.done(bottom, String.join("; ", words) + ".");
    }

    private static int lowest(double[] bottoms) {
        int lowest = 0;
        for (int column = 1; column < bottoms.length; column++) {
            lowest = bottoms[column] < bottoms[lowest] ? column : lowest;
        }
        return lowest;
    }

    private static double box(Svg svg, ChangedObject object, double x, double y) {
        int shown = Math.min(MOST_LINES, object.details().size());
        int rest = object.details().size() - shown;
        double high = 30 + (shown + (rest > 0 ? 1 : 0)) * (double) LINE + 4;
        svg.box(x, y, BOX, high, "sp-same", "");
        svg.box(
                x,
                y,
                BOX,
                26,
                style(object.sign()),
                object.name() + " " + object.sign().word());
        svg.text(x + 8, y + 18, BOX - 16.0, "sp-t sp-b", object.sign().mark() + " " + object.name());
        double line = y + 30;
        for (ChangedObject.Detail detail : object.details().subList(0, shown)) {
            svg.box(
                    x + 4,
                    line,
                    BOX - 8,
                    LINE - 2,
                    style(detail.sign()),
                    detail.sign().word());
            svg.text(x + 10, line + 13, BOX - 20.0, "sp-t", text(detail));
            line += LINE;
        }
        if (rest > 0) {
            svg.text(x + 10, line + 13, "sp-m", "… and " + rest + " more");
        }
        return high;
    }

    private static String text(ChangedObject.Detail detail) {
        String what = detail.sign() == ChangedObject.Sign.ALTERED
                ? ": " + detail.before() + " → " + detail.after()
                : " " + detail.before() + detail.after();
        return detail.sign().mark() + " " + detail.name() + what;
    }

    private static String style(ChangedObject.Sign sign) {
        return switch (sign) {
            case ADDED -> "sp-add";
            case REMOVED -> "sp-rem";
            case ALTERED -> "sp-alt";
        };
    }
}
