package io.schemaproof.reports.picture;

import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.Evidence.RowCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Draws how many rows each table held at each moment, those that changed first. */
public final class RowsPicture {

    private static final int WIDTH = 900;
    private static final int NAMES = 280;
    private static final int BAR = 20;
    private static final int MOST = 30;
    private static final long TEN_MIB = 10L << 20;

    private RowsPicture() {}

    public static Picture of(RowCounts counts) {
        SortedSet<Relation> tables = new TreeSet<>();
        counts.moments().forEach(moment -> tables.addAll(moment.rows().keySet()));
        List<Relation> ordered = tables.stream()
                .sorted(Comparator.comparing((Relation table) -> !changes(counts, table)))
                .toList();
        long most = Math.max(
                1,
                counts.moments().stream()
                        .flatMap(moment -> moment.rows().values().stream())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(1));
        long largest = Math.max(
                1,
                counts.moments().stream()
                        .flatMap(moment -> moment.bytes().values().stream())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(1));
        Svg svg = new Svg(counts.title(), WIDTH);
        svg.text(12, 24, "sp-t sp-b", counts.title());
        if (counts.moments().stream().anyMatch(moment -> !moment.bytes().isEmpty())) {
            svg.text(NAMES + 345, 24, "sp-m", "thick: rows · thin: size with indexes");
        }
        List<String> words = new ArrayList<>();
        double y = 44;
        for (Relation table : ordered.subList(0, Math.min(MOST, ordered.size()))) {
            svg.text(12, y + 14, NAMES - 24, "sp-t", table.toString());
            // Three times the same is told once.
            List<RowCounts.Moment> moments =
                    changes(counts, table) ? counts.moments() : counts.moments().subList(0, 1);
            for (RowCounts.Moment moment : moments) {
                Long rows = moment.rows().get(table);
                Optional<String> size = size(moment, table);
                String text = (rows == null ? "no such table" : grouped(rows))
                        + size.map(bytes -> " (" + bytes + ")").orElse("") + " "
                        + (moments.size() > 1 ? moment.name() : "all the time");
                if (rows != null) {
                    svg.box(
                            NAMES,
                            y + 1,
                            Math.max(1, 330.0 * rows / most),
                            BAR - 9,
                            style(counts, table, moment),
                            text);
                }
                Long bytes = moment.bytes().get(table);
                if (bytes != null && rows != null) {
                    svg.box(NAMES, y + BAR - 7, Math.max(1, 330.0 * bytes / largest), 3, "sp-mild", text);
                }
                svg.text(NAMES + 345, y + 14, "sp-t", text);
                words.add(table + " " + text);
                y += BAR;
            }
            y += 8;
        }
        if (ordered.size() > MOST) {
            svg.text(12, y + 14, "sp-m", "… and " + (ordered.size() - MOST) + " more tables");
            y += 24;
        }
        return svg.done(y + 6, String.join("; ", words));
    }

    /** How large a table was at a moment; empty where nobody has looked. */
    public static Optional<String> size(RowCounts.Moment moment, Relation table) {
        return Optional.ofNullable(moment.bytes().get(table))
                .filter(bytes -> moment.rows().containsKey(table))
                .map(bytes -> bytes < TEN_MIB ? grouped(bytes / 1024) + " KiB" : grouped(bytes / 1024 / 1024) + " MiB");
    }

    private static boolean changes(RowCounts counts, Relation table) {
        return counts.moments().stream()
                        .map(moment ->
                                moment.rows().get(table) + " " + moment.bytes().get(table))
                        .distinct()
                        .count()
                > 1;
    }

    private static String style(RowCounts counts, Relation table, RowCounts.Moment moment) {
        Long first = counts.moments().get(0).rows().get(table);
        Long now = moment.rows().get(table);
        if (moment.equals(counts.moments().get(0))) {
            return "sp-old";
        }
        return first != null && now != null && now < first ? "sp-bad" : "sp-new";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
