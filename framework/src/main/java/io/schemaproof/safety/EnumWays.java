package io.schemaproof.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ways to other values of an enum type that was made anew under its name, as some tools do for each change, with every column of it written anew. */
final class EnumWays {

    private EnumWays() {}

    /** Whether the type takes other values, in the same order as far as they were there before. */
    static boolean isKnown(EnumType was, EnumType now) {
        return !was.labels().equals(now.labels()) && common(was, now).equals(common(now, was));
    }

    /** What makes a column take the values of now that it did not take, and no other ones. */
    static String of(EnumType was, EnumType now, Table table, Column column) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < now.labels().size(); i++) {
            String label = now.labels().get(i);
            if (!was.labels().contains(label)) {
                steps.add("ALTER TYPE " + now.identity() + " ADD VALUE " + SqlText.literal(label) + place(was, now, i)
                        + ";");
            }
        }
        if (!steps.isEmpty()) {
            steps.add("which reads no row; what uses a new value belongs into a later migration.");
        }
        if (!now.labels().containsAll(was.labels())) {
            String alter = "ALTER TABLE " + table.identity() + " ";
            String name = SafeRewrite.quotedLike(column, column.name() + "_known");
            steps.add("Change the rows that hold another value, in batches;");
            steps.add(alter + "ADD CONSTRAINT " + name + " CHECK (" + column.quotedName() + " IN ("
                    + now.labels().stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ")) NOT VALID;");
            steps.add(alter + "VALIDATE CONSTRAINT " + name + ";");
            steps.add("with the other values left in the type.");
        }
        return String.join("\n", steps);
    }

    /** Where the type has no value behind it of those that it had, a new one comes last by itself. */
    private static String place(EnumType was, EnumType now, int at) {
        return now.labels().subList(at + 1, now.labels().size()).stream()
                .filter(was.labels()::contains)
                .findFirst()
                .map(next -> " BEFORE " + SqlText.literal(next))
                .orElse("");
    }

    private static List<String> common(EnumType type, EnumType other) {
        return type.labels().stream().filter(other.labels()::contains).toList();
    }
}
