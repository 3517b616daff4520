package io.schemaproof.reports.picture;

import io.schemaproof.migration.SqlMask;
import io.schemaproof.trace.HeldLock;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws who has to wait for a script, and from which statement to which: a column for each statement, a line for each table. */
public final class LockPicture {

    private static final int WIDTH = 1000;
    private static final int NAMES = 260;
    private static final int LINE = 34;
    private static final int TOP = 40;
    /** As wide as a letter of a mode is, in pixels. */
    private static final double CAPITAL = 9;

    private static final int MOST_STATEMENTS = 40;
    private static final int MOST_TABLES = 30;

    private final List<StatementTrace> statements;
    private final SqlMask mask;
    /** Table to the strongest mode of each statement. */
    private final Map<String, @Nullable LockMode[]> tables = new TreeMap<>();

    private LockPicture(ScriptTrace trace, SqlMask mask) {
        this.statements = trace.statements();
        this.mask = mask;
        for (int index = 0; index < statements.size(); index++) {
            StatementTrace statement = statements.get(index);
            for (HeldLock lock : statement.held()) {
                hold(lock.relation(), lock.mode(), index, index);
            }
            for (RelationLock lock : statement.locks()) {
                hold(lock.relation(), lock.mode(), index, end(index));
            }
        }
    }

    /** Draw it; empty where no table of before was locked. */
    public static Optional<Picture> of(String title, ScriptTrace trace, SqlMask mask) {
        LockPicture picture = new LockPicture(trace, mask);
        return picture.tables.isEmpty() ? Optional.empty() : Optional.of(picture.draw(title));
    }

    /** Say in words whom a lock of this mode keeps waiting. */
    public static String whoWaits(LockMode mode) {
        if (mode.blocksReads()) {
            return "reading and writing wait";
        }
        if (mode.blocksWrites()) {
            return "writing waits";
        }
        return mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0 ? "other migrations wait" : "nobody waits";
    }

    private void hold(TracedRelation relation, LockMode mode, int from, int to) {
        String table = relation.table().orElse(relation.qualifiedName());
        if (table.startsWith("pg_toast.")) {
            // Where long values lie; nobody asks for it by name, and its number is another each time.
            return;
        }
        @Nullable LockMode[] modes = tables.computeIfAbsent(table, key -> new LockMode[statements.size()]);
        for (int index = from; index <= to; index++) {
            LockMode known = modes[index];
            modes[index] = known == null || mode.compareTo(known) > 0 ? mode : known;
        }
    }

    /** Locks are kept until the transaction ends. */
    private int end(int index) {
        int transaction = statements.get(index).transaction();
        int end = index;
        while (transaction > 0
                && end + 1 < statements.size()
                && statements.get(end + 1).transaction() == transaction) {
            end++;
        }
        return end;
    }

    private Picture draw(String title) {
        int columns = Math.min(MOST_STATEMENTS, statements.size());
        double slot = (WIDTH - NAMES - 20.0) / columns;
        Svg svg = new Svg(title, WIDTH);
        svg.text(12, 24, "sp-t sp-b", title);
        for (int index = 0; index < columns; index++) {
            svg.text(NAMES + index * slot + 4, 24, "sp-m", String.valueOf(index + 1));
        }
        List<String> words = new ArrayList<>();
        List<Map.Entry<String, @Nullable LockMode[]>> shown = tables.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, @Nullable LockMode[]> entry) -> strongest(entry.getValue()))
                        .reversed())
                .limit(MOST_TABLES)
                .toList();
        double y = TOP;
        for (Map.Entry<String, @Nullable LockMode[]> table : shown) {
            svg.line(12, y - 2, WIDTH - 12, y - 2, "sp-grid");
            svg.text(12, y + 20, NAMES - 20, "sp-t", table.getKey());
            bars(svg, table.getValue(), columns, slot, y, words, table.getKey());
            y += LINE;
        }
        y = more(svg, tables.size() - shown.size(), "table", y);
        svg.line(12, y - 2, WIDTH - 12, y - 2, "sp-grid");
        y = legend(svg, columns, y + 8);
        return svg.done(y, String.join("; ", words) + ".");
    }

    private static LockMode strongest(@Nullable LockMode[] modes) {
        LockMode strongest = LockMode.ACCESS_SHARE;
        for (LockMode mode : modes) {
            strongest = mode != null && mode.compareTo(strongest) > 0 ? mode : strongest;
        }
        return strongest;
    }

    private static void bars(
            Svg svg, @Nullable LockMode[] modes, int columns, double slot, double y, List<String> words, String table) {
        int from = 0;
        while (from < columns) {
            LockMode mode = modes[from];
            int to = from;
            while (to + 1 < columns && modes[to + 1] == mode) {
                to++;
            }
            if (mode != null) {
                double x = NAMES + from * slot;
                double wide = (to - from + 1) * slot - 3;
                String where = from == to ? "statement " + (from + 1) : "statements " + (from + 1) + " to " + (to + 1);
                String text = mode.sql() + ": " + whoWaits(mode);
                svg.box(x, y + 3, wide, LINE - 10, style(mode), text + ", " + where);
                double beside = WIDTH - 12 - x - wide;
                double needed = mode.sql().length() * CAPITAL
                        + (text.length() - mode.sql().length()) * Svg.LETTER;
                if (needed <= wide - 12) {
                    svg.text(x + 6, y + 20, "sp-t", text);
                } else if (needed < beside && isFree(modes, to + 1, columns)) {
                    svg.text(x + wide + 6, y + 20, "sp-t", text);
                } else if (needed < x - NAMES && isFree(modes, 0, from)) {
                    svg.text(x - 6, y + 20, "sp-t sp-e", text);
                } else if (wide > 60) {
                    svg.text(x + 6, y + 20, (wide - 12) * Svg.LETTER / CAPITAL, "sp-t", text);
                }
                words.add(table + ", " + where + ": " + text);
            }
            from = to + 1;
        }
    }

    private static boolean isFree(@Nullable LockMode[] modes, int from, int columns) {
        for (int index = from; index < columns; index++) {
            if (modes[index] != null) {
                return false;
            }
        }
        return true;
    }

    private static String style(LockMode mode) {
        if (mode.blocksReads()) {
            return "sp-bad";
        }
        if (mode.blocksWrites()) {
            return "sp-warn";
        }
        return mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0 ? "sp-mild" : "sp-same";
    }

    private double legend(Svg svg, int columns, double top) {
        double y = top;
        for (int index = 0; index < columns; index++) {
            StatementTrace statement = statements.get(index);
            y += 20;
            svg.text(
                    12,
                    y,
                    WIDTH - 24.0,
                    "sp-m sp-c",
                    String.format(
                            Locale.ROOT,
                            "%d  line %d, %.1f ms: %s",
                            index + 1,
                            statement.statement().line(),
                            statement.time().toNanos() / 1e6,
                            mask.script(statement.statement().sql())));
        }
        y = more(svg, statements.size() - columns, "statement", y + 20);
        svg.text(12, y + 4, "sp-m", "Columns are statements, not time. A lock is kept until its transaction ends.");
        return y + 18;
    }

    private static double more(Svg svg, int count, String noun, double y) {
        if (count <= 0) {
            return y;
        }
        svg.text(12, y + 16, "sp-m", "… and " + count + " more " + noun + (count == 1 ? "" : "s"));
        return y + 28;
    }
}
