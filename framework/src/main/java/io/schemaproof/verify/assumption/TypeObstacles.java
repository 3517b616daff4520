package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says which values do not fit another type. */
final class TypeObstacles {

    private static final Pattern LENGTH =
            Pattern.compile("(?:character varying|character|bit varying|bit|varchar|char)\\((\\d+)\\)");
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
    private static final Map<String, String> RANGES = Map.of(
            "smallint", "%s NOT BETWEEN -32768 AND 32767",
            "integer", "%s NOT BETWEEN -2147483648 AND 2147483647",
            "bigint", "%s NOT BETWEEN -9223372036854775808 AND 9223372036854775807");
    /** These become another type by an expression, which need not look at their texts. */
    private static final Pattern OTHERS = Pattern.compile(
            "(?:smallint|integer|bigint|numeric|real|double precision|money|boolean|date|time|timestamp|interval|uuid|bytea|json|jsonb)\\b.*");

    /** What a text looks like that is none of the type, where the server has no function that tells. */
    private static final Map<String, String> SHAPES = Map.of(
            "smallint", "%s !~ '^\\s*[-+]?[0-9]+\\s*$'",
            "integer", "%s !~ '^\\s*[-+]?[0-9]+\\s*$'",
            "bigint", "%s !~ '^\\s*[-+]?[0-9]+\\s*$'",
            "numeric", "%s !~* '^\\s*([-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|nan|[-+]?inf(inity)?)\\s*$'",
            "uuid", "%s !~* '^\\s*[{]?([0-9a-f]{4}-?){8}[}]?\\s*$'",
            "boolean",
                    "lower(btrim(%s)) NOT IN ('t', 'f', 'true', 'false', 'y', 'n', 'yes', 'no', 'on', 'off', '1', '0')");

    private final Catalog goal;
    private final int serverVersion;

    TypeObstacles(Catalog goal, int serverVersion) {
        this.goal = goal;
        this.serverVersion = serverVersion;
    }

    /** The values of a column that do not become another type. */
    Optional<Obstacle> change(Table table, Column from, Column to) {
        return misfit(from.quotedName(), from.type(), to.type())
                .map(condition -> ConstraintObstacles.condition(
                        table,
                        List.of(from.name()),
                        "each value in " + table.identity() + "." + from.name() + " fits the type " + to.type(),
                        condition));
    }

    private Optional<String> misfit(String column, String from, String to) {
        String text = column + "::text";
        Matcher length = LENGTH.matcher(to);
        if (length.matches()) {
            return Optional.of("char_length(rtrim(" + text + ")) > " + length.group(1));
        }
        boolean number = NUMBERS.contains(bare(from));
        Matcher numeric = NUMERIC.matcher(to);
        if (numeric.matches() && number) {
            int digits = Integer.parseInt(numeric.group(1)) - Integer.parseInt(numeric.group(2));
            return Optional.of("abs(round(" + column + "::numeric, " + numeric.group(2) + ")) >= 1e" + digits);
        }
        String range = RANGES.get(to);
        if (range != null && number) {
            return Optional.of(String.format(Locale.ROOT, range, column));
        }
        Optional<EnumType> labels = goal.enumType(to);
        if (labels.isPresent()) {
            String list = labels.get().labels().stream().map(SqlText::literal).collect(Collectors.joining(", "));
            return Optional.of(text + " NOT IN (" + list + ")");
        }
        if (OTHERS.matcher(from).matches()) {
            return Optional.empty();
        }
        if (serverVersion >= 16) {
            return Optional.of("NOT pg_input_is_valid(" + text + ", " + SqlText.literal(to) + ")");
        }
        return Optional.ofNullable(SHAPES.get(bare(to))).map(shape -> String.format(Locale.ROOT, shape, text));
    }

    private static String bare(String type) {
        int open = type.indexOf('(');
        return open < 0 ? type : type.substring(0, open);
    }

    /** The values of a column that a domain's new constraints refuse. */
    Optional<Obstacle> domain(Table table, Column column, Catalog now) {
        Optional<Domain> domain = goal.domain(column.type());
        Set<String> known = now.domain(column.type()).stream()
                .flatMap(before -> before.constraints().stream())
                .map(Constraint::definition)
                .collect(Collectors.toSet());
        String conditions = domain.stream()
                .flatMap(found -> found.constraints().stream())
                .filter(constraint -> !known.contains(constraint.definition()))
                .flatMap(constraint -> constraint.object().attribute("expression").stream())
                .map(expression -> "NOT ("
                        + expression.replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(column.quotedName())) + ")")
                .collect(Collectors.joining(" OR "));
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(ConstraintObstacles.condition(
                        table,
                        List.of(column.name()),
                        "each value in " + table.identity() + "." + column.name() + " passes the checks of the domain "
                                + column.type(),
                        conditions));
    }
}
