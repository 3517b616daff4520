package io.schemaproof.catalog;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Write access privileges so that equal privileges are equal text, in whatever order they were granted. */
final class AccessPrivileges {

    private AccessPrivileges() {}

    /**
     * Return the privileges, or null where they are those that the object has without any GRANT.
     *
     * @param privileges items as PostgreSQL writes them, one per line; null for the default
     * @param defaults the items of the default
     */
    static @Nullable String canonical(@Nullable String privileges, @Nullable String defaults) {
        if (privileges == null) {
            return null;
        }
        String text = sorted(privileges);
        if (text.equals(sorted(defaults == null ? "" : defaults))) {
            return null;
        }
        return text.isEmpty() ? "none" : text;
    }

    private static String sorted(String items) {
        return Arrays.stream(items.split("\n", -1))
                .filter(item -> !item.isEmpty())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
