package io.schemaproof.reports.picture;

import java.util.Locale;

/** Writes one picture. Colours are classes with a light, a dark and a printed form; no meaning is in a colour alone. */
final class Svg {

    /** Of a letter of the size that is used throughout, in pixels: a little more than most are wide. */
    static final double LETTER = 7.3;

    private static final String LIGHT = """
            .sp-t{fill:#1b1f24}.sp-m{fill:#57606a}.sp-l{stroke:#8c959f;fill:none}.sp-grid{stroke:#d0d7de;fill:none}
            .sp-add{fill:#dafbe1;stroke:#1a7f37}.sp-rem{fill:#ffebe9;stroke:#b3261e;stroke-dasharray:5 3}
            .sp-alt{fill:#fff8c5;stroke:#8a6100}.sp-same{fill:#f6f8fa;stroke:#8c959f}.sp-bad{fill:#ffd7d5;stroke:#b3261e}
            .sp-warn{fill:#ffe2b8;stroke:#9a5b00}.sp-mild{fill:#ddf4ff;stroke:#0b63b6}.sp-old{fill:#c8d1da;stroke:#57606a}
            .sp-new{fill:#54aeff;stroke:#0b63b6}.sp-page{fill:#ffffff}
            """;

    private static final String DARK = """
            .sp-t{fill:#e6edf3}.sp-m{fill:#a8b3bf}.sp-l{stroke:#8b949e;fill:none}.sp-grid{stroke:#3d444d;fill:none}
            .sp-add{fill:#12351d;stroke:#3fb950}.sp-rem{fill:#4a1714;stroke:#ff7b72}.sp-alt{fill:#3d2f00;stroke:#d29922}
            .sp-same{fill:#1c2128;stroke:#768390}.sp-bad{fill:#5c1a17;stroke:#ff7b72}.sp-warn{fill:#4a3000;stroke:#e3a04a}
            .sp-mild{fill:#0c2d4a;stroke:#58a6ff}.sp-old{fill:#444c56;stroke:#adbac7}.sp-new{fill:#1f6feb;stroke:#79c0ff}
            .sp-page{fill:#0d1117}
            """;

    static final String STYLE = "<style>.sp text{font:13px ui-sans-serif,system-ui,\"DejaVu Sans\",Arial,sans-serif}"
            + ".sp .sp-b{font-weight:600}.sp .sp-e{text-anchor:end}.sp .sp-c{font-family:ui-monospace,\"DejaVu Sans Mono\",Menlo,Consolas,monospace;font-size:12px}"
            + LIGHT + "@media screen and (prefers-color-scheme:dark){" + DARK + "}</style>";

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private final int width;

    Svg(String title, int width) {
        this.title = title;
        this.width = width;
    }

    Svg box(double x, double y, double wide, double high, String style, String tip) {
        body.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\">",
                        style,
                        x,
                        y,
                        Math.max(0, wide),
                        high))
                .append(tip.isEmpty() ? "" : "<title>" + Markup.escape(tip) + "</title>")
                .append("</rect>\n");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        body.append(
                String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n", style, x1, y1, x2, y2));
        return this;
    }

    Svg text(double x, double y, String style, String text) {
        body.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", style, x, y))
                .append(Markup.escape(text))
                .append("</text>\n");
        return this;
    }

    /** Text that is cut where there is no room for it; whoever points at it sees all. */
    Svg text(double x, double y, double room, String style, String text) {
        String shown = cut(text, (int) (room / LETTER));
        if (shown.equals(text)) {
            return text(x, y, style, text);
        }
        body.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\"><title>", style, x, y))
                .append(Markup.escape(text))
                .append("</title>")
                .append(Markup.escape(shown))
                .append("</text>\n");
        return this;
    }

    /** @param description what somebody who does not see it has to know */
    Picture done(double height, String description) {
        String head = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sp\" role=\"img\" width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.0f\">",
                width,
                height,
                width,
                height);
        return new Picture(
                title,
                head + "<title>" + Markup.escape(title) + "</title><desc>" + Markup.escape(description) + "</desc>"
                        + STYLE
                        + String.format(
                                Locale.ROOT, "<rect class=\"sp-page\" width=\"%d\" height=\"%.0f\"/>", width, height)
                        + "\n" + body
                        + "</svg>\n");
    }

    static String cut(String text, int length) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= length) {
            return line;
        }
        int end = Math.max(1, length - 1);
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
