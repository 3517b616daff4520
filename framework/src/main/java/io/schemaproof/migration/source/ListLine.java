package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.List;

/** A line of the list: one or two names, quoted where they hold spaces, and perhaps a comment. */
final class ListLine {

    private ListLine() {}

    static List<String> names(String line, String where) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#') {
                break;
            } else if (c == '"') {
                int end = line.indexOf('"', at + 1);
                if (end < 0) {
                    throw new MigrationException(where + " opens a quote and does not close it: " + line.strip());
                }
                names.add(normalized(line.substring(at + 1, end), where));
                at = end + 1;
            } else {
                int end = at;
                while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                    end++;
                }
                names.add(normalized(line.substring(at, end), where));
                at = end;
            }
        }
        if (names.size() > 2) {
            throw new MigrationException(where + " has " + names.size()
                    + " names; it may have an up file and a down file." + " Put a name with spaces in double quotes.");
        }
        return names;
    }

    private static String normalized(String name, String where) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (path.isEmpty()) {
            throw new MigrationException(where + " has an empty name.");
        }
        return path;
    }
}
