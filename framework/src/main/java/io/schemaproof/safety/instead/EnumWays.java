package io.schemaproof.safety.instead;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ways to other values of an enum type that was made anew under its name, as some tools do for each change, with every column of it written anew. */
public final class EnumWays {

    private EnumWays() {}

    /** For a column whose type is another one of the same name; empty where it is not, or has its values in another order. */
    public static Optional<String> of(Catalog before, Catalog after, Table table, Column column) {
        String type = column.type().replaceFirst("\\[]$", "");
        Optional<EnumType> was = before.enumType(type);
        Optional<EnumType> now = after.enumType(type);
        boolean known = was.isPresent()
                && now.isPresent()
                && isKnown(was.get(), now.get())
                && (type.equals(column.type())
                        || now.get().labels().containsAll(was.get().labels()));
        return known ? Optional.of(of(was.get(), now.get(), table, column)) : Optional.empty();
    }

    /** Whether the type takes other values, in the same order as far as they were there before. */
    private static boolean isKnown(EnumType was, EnumType now) {
        return !was.labels().equals(now.labels()) && common(was, now).equals(common(now, was));
    }

    /** What makes a column take the values of now that it did not take, and no other ones. */
    private static String of(EnumType was, EnumType now, Table table, Column column) {
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
            steps.add("Change the rows that hold another value, in batches;");
            steps.add(ConstraintWays.validated(
                    table,
                    NewName.like(column, column.name() + "_known"),
                    "CHECK (" + column.quotedName() + " IN ("
                            + now.labels().stream().map(SqlText::literal).collect(Collectors.joining(", ")) + "))"));
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
