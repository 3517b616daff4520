package io.schemaproof.catalog;

import java.util.List;

/** The lines that only one of two texts has. */
final class LineChanges {

    private LineChanges() {}

    static String between(String from, String to) {
        List<String> before = from.lines().toList();
        List<String> after = to.lines().toList();
        String gone = String.join(
                "\n  - ", before.stream().filter(line -> !after.contains(line)).toList());
        String come = String.join(
                "\n  + ", after.stream().filter(line -> !before.contains(line)).toList());
        return from.equals(to) ? "no change" : "\n  - " + gone + "\n  + " + come;
    }
}
