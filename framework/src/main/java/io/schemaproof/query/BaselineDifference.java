package io.schemaproof.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Say in words what differs between a baseline and a plan of today.
 *
 * <p>Pages and rows may grow by a tenth, and by ten in any case, before that is a difference; fewer are none. Under
 * another major version only tables, indexes, joins and sorts are compared, because planners number their nodes and
 * count their pages anew with each.
 *
 * @since 0.1
 */
public final class BaselineDifference {

    private static final double ALLOWED = 1.1;
    private static final long ALLOWED_PAGES = 10;

    private final PlanBaseline then;
    private final PlanBaseline now;
    private final List<String> lines = new ArrayList<>();

    private BaselineDifference(PlanBaseline then, PlanBaseline now) {
        this.then = then;
        this.now = now;
    }

    /** A line for each difference; none if there is none. */
    public static List<String> lines(PlanBaseline then, PlanBaseline now) {
        BaselineDifference difference = new BaselineDifference(then, now);
        difference.compare();
        return List.copyOf(difference.lines);
    }

    private void compare() {
        if (!then.query().equals(now.query())) {
            lines.add("another query: " + then.query());
            return;
        }
        if (then.mode() != now.mode()) {
            lines.add("another kind of plan: " + word(then) + " -> " + word(now));
            return;
        }
        maps(then.scans(), now.scans(), "");
        maps(then.joins(), now.joins(), "join of ");
        sorts();
        if (then.postgres() != now.postgres()) {
            return;
        }
        if (lines.isEmpty() && !then.shape().equals(now.shape())) {
            counts();
        }
        grown("buffers", then.buffers(), now.buffers());
        grown("rows read", then.rowsRead(), now.rowsRead());
        if (then.rows() != now.rows()) {
            lines.add("rows returned: " + then.rows() + " -> " + now.rows() + ", so the rows of the tables are others");
        }
    }

    private static String word(PlanBaseline baseline) {
        return baseline.mode().name().toLowerCase(Locale.ROOT);
    }

    private void maps(Map<String, String> before, Map<String, String> after, String prefix) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String old = before.getOrDefault(name, "none");
            String young = after.getOrDefault(name, "none");
            if (!Objects.equals(old, young)) {
                lines.add(prefix + name + ": " + old + " -> " + young);
            }
        }
    }

    private void sorts() {
        List<String> added = new ArrayList<>(now.sorts());
        then.sorts().forEach(added::remove);
        added.forEach(keys -> lines.add("sort added: by " + keys));
        List<String> removed = new ArrayList<>(then.sorts());
        now.sorts().forEach(removed::remove);
        removed.forEach(keys -> lines.add("sort gone: by " + keys));
    }

    private void counts() {
        Map<String, Integer> change = new TreeMap<>(now.nodes());
        then.nodes().forEach((type, count) -> change.merge(type, -count, Integer::sum));
        change.values().removeIf(count -> count == 0);
        if (change.isEmpty()) {
            lines.add("the same nodes in another order");
        }
        change.forEach((type, count) -> lines.add((count > 0 ? "added: " : "gone: ") + type));
    }

    private void grown(String what, long before, long after) {
        if (after > before * ALLOWED && after > before + ALLOWED_PAGES) {
            String percent =
                    before == 0 ? "" : String.format(Locale.ROOT, " (+%.0f %%)", (after - before) * 100.0 / before);
            lines.add(what + ": " + before + " -> " + after + percent);
        }
    }
}
