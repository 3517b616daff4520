package io.schemaproof.safety.stricter;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.CheckConstraint;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that are new on columns of before, and no wider than what was there. */
record StricterChecks(TableComparison tables) {

    /** A list of values, without them: {@code (state = ANY (ARRAY[]))}. */
    private static final Pattern LABELS = Pattern.compile(
            "\\(+(?:\\w+|\"(?:[^\"]|\"\")+\")\\)?(?:::\\w+)? = ANY \\(+ARRAY\\[](?:\\)::[\\w ]+\\[])?\\)+");

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*+'(?:::[\\w \"]+(?:\\(\\d+\\))?)?(?:, )?");

    void find() {
        List<String> before = tables.was().checks().stream()
                .filter(CheckConstraint::isEnforced)
                .map(CheckConstraint::expression)
                .toList();
        for (CheckConstraint check : tables.now().checks()) {
            String expression = tables.formerly(check.expression());
            if (check.isEnforced()
                    && tables.isOld(check.columns())
                    && !isToldAsNotNull(check)
                    && !isOfFormerLabels(check)
                    && !before.contains(expression)
                    && before.stream().noneMatch(other -> isWider(expression, other))) {
                tables.add(
                        check,
                        "CHECK",
                        "The check " + check.quotedName() + " of "
                                + tables.now().identity() + " is new, on columns of before: " + check.expression()
                                + ".");
            }
        }
    }

    private boolean isToldAsNotNull(CheckConstraint check) {
        return tables.now().columns().stream()
                .anyMatch(column ->
                        !column.isNullable() && check.expression().equals("(" + column.quotedName() + " IS NOT NULL)"));
    }

    /** Whether a column was of an enum type, and the check takes each of its labels. */
    private boolean isOfFormerLabels(CheckConstraint check) {
        return check.columns().size() == 1
                && LABELS.matcher(LITERAL.matcher(check.expression()).replaceAll(""))
                        .matches()
                && tables.old(check.columns().get(0))
                        .flatMap(column -> tables.before().enumType(column.type()))
                        .filter(type -> literals(check.expression()).stream()
                                .map(literal -> literal.substring(0, literal.lastIndexOf('\'') + 1))
                                .collect(Collectors.toSet())
                                .containsAll(type.labels().stream()
                                        .map(SqlText::literal)
                                        .toList()))
                        .isPresent();
    }

    /** Whether a list of values has only grown. */
    private static boolean isWider(String expression, String other) {
        return LITERAL.matcher(expression)
                        .replaceAll("")
                        .equals(LITERAL.matcher(other).replaceAll(""))
                && expression.contains("ANY (")
                && literals(expression).containsAll(literals(other));
    }

    private static Set<String> literals(String expression) {
        return LITERAL.matcher(expression)
                .results()
                .map(match -> match.group().replaceAll(", $", ""))
                .collect(Collectors.toSet());
    }
}
