package io.schemaproof.catalog;

import io.schemaproof.base.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Find names near to one that does not exist. */
final class Suggestions {

    private static final int MOST = 3;

    private Suggestions() {}

    static List<String> of(String name, List<String> candidates) {
        String wanted = normal(name);
        int limit = Math.max(2, wanted.length() / 3);
        return candidates.stream()
                .map(candidate -> new Scored(candidate, distance(wanted, candidate)))
                .filter(scored -> scored.distance <= limit)
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .limit(MOST)
                .map(Scored::name)
                .toList();
    }

    /** The least distance to the whole name, or to the name without its schema. */
    private static int distance(String wanted, String candidate) {
        String whole = normal(candidate);
        int dot = whole.indexOf('.');
        int best = EditDistance.between(wanted, whole);
        if (dot >= 0) {
            String bare = whole.substring(dot + 1);
            best = Math.min(best, EditDistance.between(wanted, bare));
            if (bare.equals(wanted.substring(wanted.indexOf('.') + 1))) {
                best = 0;
            }
        }
        return best;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("\"", "");
    }

    private record Scored(String name, int distance) {}
}
