package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says what stopped a table, and what helps. */
final class Diagnosis {

    private static final Pattern FUNCTION =
            Pattern.compile("(?:PL/pgSQL function|SQL function|PL/\\w+ function) \"?([^\\s(\"]+)");

    private final Catalog catalog;

    Diagnosis(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Describe a table without rows.
     *
     * @param waiting the tables that lack rows to refer to, with the foreign keys that need them
     */
    UnfilledTable unfilled(TargetTable table, TableFiller.Progress progress, Map<String, List<ParentKey>> waiting) {
        List<ParentKey> withoutParents = waiting.getOrDefault(table.identity(), List.of());
        List<String> circle = Circle.through(table.identity(), waiting);
        if (!circle.isEmpty()) {
            return inCircle(table, withoutParents, circle);
        }
        if (!withoutParents.isEmpty()) {
            ParentKey key = withoutParents.get(0);
            return new UnfilledTable(
                    table.identity(),
                    Optional.of("foreign key " + key.name()),
                    Optional.empty(),
                    key.parent() + ", which it refers to, has no rows",
                    "fill " + key.parent() + " first: see what is said of it, or insert rows there by hand");
        }
        if (!progress.missing().isEmpty()) {
            String column = progress.missing().get(0);
            String type = table.column(column).map(TargetColumn::type).orElse("?");
            return new UnfilledTable(
                    table.identity(),
                    Optional.of("column " + column),
                    Optional.empty(),
                    "no value of type " + type + " is known",
                    "insert rows by hand, give the column a default, or exclude the table");
        }
        return progress.refusal()
                .map(refusal -> refused(table, refusal))
                .orElseGet(() -> new UnfilledTable(
                        table.identity(),
                        swallowing(table),
                        Optional.empty(),
                        "the server took the rows without an error, yet the table is empty",
                        "a trigger or a rule takes the rows elsewhere; insert rows by hand, or exclude the table"));
    }

    /** Foreign keys are checked when a statement has ended, so one statement that fills all of them is let pass. */
    private static UnfilledTable inCircle(TargetTable table, List<ParentKey> keys, List<String> circle) {
        String stop = keys.stream()
                .filter(key -> key.parent().equals(circle.get(1)))
                .map(ParentKey::name)
                .findFirst()
                .orElseThrow();
        String last = circle.get(circle.size() - 1);
        String others = IntStream.range(0, circle.size() - 1)
                .mapToObj(i -> "row" + (i + 1) + " AS (INSERT INTO " + circle.get(i) + " VALUES (…))")
                .collect(Collectors.joining(", "));
        return new UnfilledTable(
                table.identity(),
                Optional.of("foreign key " + stop),
                Optional.empty(),
                String.join(" -> ", circle) + " -> " + table.identity()
                        + " is a circle of foreign keys of which none may be NULL or be deferred, so no row can be the first",
                "seed a row of each in one statement, at whose end the keys are checked: WITH " + others
                        + " INSERT INTO " + last + " VALUES (…); what is made up then refers to these");
    }

    private static Optional<String> swallowing(TargetTable table) {
        return table.table().triggers().stream()
                .filter(trigger -> trigger.definition().contains(" BEFORE "))
                .map(trigger -> "trigger " + trigger.name())
                .findFirst();
    }

    private UnfilledTable refused(TargetTable table, Attempt.Refusal refusal) {
        Optional<String> stop = stoppedBy(table, refusal);
        return new UnfilledTable(
                table.identity(), stop, Optional.of(refusal.state()), refusal.message(), help(stop.orElse("")));
    }

    private static String help(String stop) {
        if (stop.startsWith("trigger ")) {
            return "make what the trigger wants, disable it meanwhile, or ask for rows with triggers off";
        }
        if (stop.startsWith("check ")) {
            return "insert a row that passes the check by hand, or exclude the table";
        }
        if (stop.startsWith("foreign key ")) {
            return "insert rows by hand, or make the foreign key deferrable or its columns nullable";
        }
        return "insert rows by hand, or exclude the table";
    }

    Optional<String> stoppedBy(TargetTable table, Attempt.Refusal refusal) {
        Matcher matcher = FUNCTION.matcher(refusal.context());
        if (matcher.find() && !matcher.group(1).contains("schemaproof_")) {
            String function = matcher.group(1).substring(matcher.group(1).lastIndexOf('.') + 1);
            Optional<String> trigger = table.table().triggers().stream()
                    .filter(Trigger::isEnabled)
                    .filter(candidate -> mentions(candidate.function(), function))
                    .map(candidate -> "trigger " + candidate.name() + " (function " + function + ")")
                    .findFirst();
            if (trigger.isPresent()) {
                return trigger;
            }
            Optional<String> check = table.table().checks().stream()
                    .filter(candidate -> mentions(candidate.expression(), function))
                    .map(candidate -> "check constraint " + candidate.name() + " (function " + function + ")")
                    .findFirst();
            return check.or(() -> Optional.of("function " + function));
        }
        if (!refusal.constraint().isEmpty()) {
            return Optional.of(typed(table, refusal.constraint()));
        }
        if (!refusal.column().isEmpty()) {
            return Optional.of("column " + refusal.column());
        }
        return refusal.message().contains("violates partition constraint")
                ? Optional.of(
                        "partition bound " + table.table().partitionBound().orElse(""))
                : Optional.empty();
    }

    private static boolean mentions(String text, String function) {
        return Pattern.compile("(?<!\\w)\"?" + Pattern.quote(function) + "\"?(?!\\w)")
                .matcher(text)
                .find();
    }

    private String typed(TargetTable table, String constraint) {
        return table.table().constraints().stream()
                .filter(candidate -> candidate.name().equals(constraint))
                .findFirst()
                .or(() -> catalog.constraints().stream()
                        .filter(candidate ->
                                candidate.table().isEmpty() && candidate.name().equals(constraint))
                        .findFirst())
                .map(found -> words(found) + " " + constraint)
                .orElse("unique index " + constraint);
    }

    private static String words(Constraint constraint) {
        return switch (constraint.type()) {
            case "check" -> constraint.table().isEmpty() ? "check constraint of a domain" : "check constraint";
            case "unique", "exclusion" -> constraint.type() + " constraint";
            default -> constraint.type();
        };
    }

    /** Why a table has fewer rows than it was asked to have. */
    String shortfall(TargetTable table, TableFiller.Progress progress) {
        if (progress.possible() > 0 && progress.rows() >= progress.possible()) {
            return "all " + progress.rows() + " possible";
        }
        Optional<String> refused = progress.refusal()
                .map(refusal -> "the server refuses more: "
                        + stoppedBy(table, refusal).map(stop -> stop + ": ").orElse("") + refusal.state() + " "
                        + refusal.message());
        return refused.orElseGet(() -> {
            List<String> keys = table.unique().stream().map(UniqueKey::name).toList();
            return keys.isEmpty()
                    ? "no more rows were found that pass its checks"
                    : "no more rows were found that differ in " + String.join(", ", keys);
        });
    }
}
