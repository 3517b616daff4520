package io.schemaproof.safety.stricter;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a type refuses values that another one takes. */
final class NarrowerType {

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "citext");
    /** Types between which the server turns what is written by itself, as far as it fits; to texts it turns all. */
    private static final List<Set<String>> FAMILIES = List.of(
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "money"),
            Set.of(
                    "date",
                    "timestamp without time zone",
                    "timestamp with time zone",
                    "time without time zone",
                    "time with time zone",
                    "interval"),
            Set.of("json", "jsonb"),
            Set.of("inet", "cidr"),
            Set.of("bit", "bit varying"),
            Set.of("boolean"),
            Set.of("uuid"),
            Set.of("bytea"));

    private static final Pattern TYPE = Pattern.compile("([^(]+)(?:\\((\\d+)(?:,(-?\\d+))?\\).*)?");
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private NarrowerType() {}

    /** Whether a value that fits into the one may not fit into the other; both as {@code format_type} writes them. */
    static boolean is(String type, String than) {
        Parts now = Parts.of(type);
        Parts was = Parts.of(than);
        if (isOfOtherFamily(now, was)) {
            return true;
        }
        if (TEXTS.contains(was.name)) {
            return !TEXTS.contains(now.name) || now.length() < was.length();
        }
        int integer = INTEGERS.indexOf(was.name);
        if (integer >= 0) {
            return INTEGERS.contains(now.name)
                    ? INTEGERS.indexOf(now.name) < integer
                    : now.name.equals("numeric")
                            && now.digits() < List.of(5, 10, 19).get(integer);
        }
        if (was.name.equals("numeric")) {
            return INTEGERS.contains(now.name) || (now.name.equals("numeric") && now.digits() < was.digits());
        }
        return (was.name.equals("double precision") && (now.name.equals("real") || INTEGERS.contains(now.name)))
                || (was.name.equals("json") && now.name.equals("jsonb"));
    }

    private static boolean isOfOtherFamily(Parts now, Parts was) {
        return isKnown(now.name)
                && isKnown(was.name)
                && FAMILIES.stream().noneMatch(family -> family.contains(now.name) && family.contains(was.name));
    }

    private static boolean isKnown(String name) {
        return FAMILIES.stream().anyMatch(family -> family.contains(name));
    }

    /** A type, taken apart. */
    private record Parts(String name, int first, int second) {

        static Parts of(String type) {
            Matcher matcher = TYPE.matcher(type);
            if (!matcher.matches() || matcher.group(2) == null) {
                return new Parts(type, -1, 0);
            }
            return new Parts(
                    matcher.group(1),
                    Integer.parseInt(matcher.group(2)),
                    matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
        }

        int length() {
            return first < 0 ? UNLIMITED : first;
        }

        /** Before the point. */
        int digits() {
            return first < 0 ? UNLIMITED : first - second;
        }
    }
}
