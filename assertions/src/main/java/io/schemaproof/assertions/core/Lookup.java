package io.schemaproof.assertions.core;

import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.stream.Collectors;

/** Word what is said when an object is not found. */
public final class Lookup {

    private static final int SHOWN = 20;

    private Lookup() {}

    /**
     * Say that an object does not exist, and which one may have been meant.
     *
     * @param near names that are alike
     * @param existing all there are, shown when none is alike
     * @param notes further lines
     */
    public static Failure missing(String kind, String name, List<String> near, List<String> existing, String... notes) {
        Failure failure = Failure.expected(kind + " " + name + " to exist").butWas(name, "no such " + kind);
        for (String note : notes) {
            failure.line(note);
        }
        if (!near.isEmpty()) {
            return failure.line("did you mean " + String.join(" or ", near) + "?");
        }
        return existing.isEmpty() ? failure : failure.line("There are: " + shown(existing));
    }

    public static String names(List<? extends TypedObject> objects) {
        return objects.stream().map(TypedObject::identity).collect(Collectors.joining(", "));
    }

    private static String shown(List<String> names) {
        String list = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? list + ", … (" + names.size() + ")" : list;
    }
}
