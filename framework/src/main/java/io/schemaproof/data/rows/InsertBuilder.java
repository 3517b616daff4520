package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the INSERT that makes rows of one table out of numbers. */
final class InsertBuilder {

    private final TargetTable table;
    private final Map<String, ColumnValues> values;
    private final RowRequest request;
    private final Variant variant;

    private final ParentColumns taken;
    private final List<ParentRows> parents;
    private final List<Dimension> dimensions = new ArrayList<>();

    private static final Pattern CONSTANT = Pattern.compile(
            "'(?:[^']|'')*+'::[\\w .,()\\[\\]\"]+|-?\\d+(?:\\.\\d+)?|true|false|\\('?-?[\\d.]+'?\\)::[\\w ]+");

    /** One typical row of so many has the default. */
    private static final int USUAL = 4;

    /** Expressions in the order of the columns; what is absent is left to its default. */
    private final Map<String, String> expressions = new LinkedHashMap<>();

    private final Set<String> counted = new HashSet<>();
    private final Set<String> unproven = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private boolean overriding;

    private InsertBuilder(
            TargetTable table,
            Map<String, ColumnValues> values,
            Map<String, ParentMode> modes,
            RowRequest request,
            Variant variant) {
        this.table = table;
        this.values = values;
        this.request = request;
        this.variant = variant;
        this.taken = ParentColumns.of(table, modes);
        this.parents = taken.parents();
    }

    static InsertStatement build(
            TargetTable table,
            Map<String, ColumnValues> values,
            Map<String, ParentMode> modes,
            RowRequest request,
            Variant variant) {
        return new InsertBuilder(table, values, modes, request, variant).build();
    }

    private InsertStatement build() {
        Map<String, Chains.Link> chains = Chains.of(table, values);
        addDimensions(chains);
        Map<String, String> equalities = equalities();
        for (TargetColumn column : table.columns()) {
            if (!column.isGenerated()) {
                express(column, chains);
            }
        }
        equalities.keySet().retainAll(expressions.keySet());
        Numbering numbering = new Numbering(dimensions, request);
        numbering.apply(table, counted);
        List<String> conditions = conditions(equalities);
        return new InsertStatement(
                sql(equalities, conditions),
                table.skipping() ? " ON CONFLICT DO NOTHING" : "",
                numbering.isDifferent(table, counted),
                !conditions.isEmpty(),
                missing,
                numbering.possible(table));
    }

    private void addDimensions(Map<String, Chains.Link> chains) {
        parents.forEach(parent -> dimensions.add(parent.dimension()));
        Map<String, Set<String>> chained = new LinkedHashMap<>();
        for (TargetColumn column : table.columns()) {
            String name = column.name();
            ColumnValues known = values.get(name);
            if (known == null
                    || column.isGenerated()
                    || taken.holders().containsKey(name)
                    || taken.copies().containsKey(name)
                    || taken.nulled().contains(name)
                    || isLeftToSequence(column)) {
                continue;
            }
            Chains.Link link = chains.get(name);
            if (link != null) {
                chained.computeIfAbsent(link.chain(), key -> new HashSet<>()).add(name);
                continue;
            }
            Source source = known.source();
            boolean unlimited = source.isUnlimited();
            Dimension dimension = new Dimension(
                    "c" + name,
                    Set.of(name),
                    unlimited ? null : String.valueOf(source.size()),
                    unlimited ? 0 : source.size(),
                    source.special());
            if (source.own()) {
                dimension.count();
            }
            dimensions.add(dimension);
        }
        chained.forEach((chain, columns) -> dimensions.add(new Dimension("k" + chain, columns, null, 0, 0)));
    }

    private boolean isLeftToSequence(TargetColumn column) {
        return column.sequence().isPresent() && !variant.explicitNumbers();
    }

    private void express(TargetColumn column, Map<String, Chains.Link> chains) {
        String name = column.name();
        ColumnValues known = values.get(name);
        String holder = taken.holders().get(name);
        if (holder != null) {
            expressions.put(name, holder + "." + column.quoted());
        } else if (taken.copies().containsKey(name)) {
            expressions.put(name, "NULL::" + column.type());
        } else if (taken.nulled().contains(name)) {
            expressions.put(name, "NULL::" + column.type());
        } else if (isLeftToSequence(column)) {
            counted.add(name);
            // Taken here where something else in the row depends on the number.
            if (taken.copies().containsValue(name) || needed(name)) {
                expressions.put(name, column.sequence().orElseThrow() + "::" + column.type());
                overriding |= column.always();
                unproven.add(name);
            }
        } else if (variant.defaults() && column.defaultExpression().isPresent()) {
            counted.add(name);
        } else if (known == null) {
            if (!column.nullable() && column.defaultExpression().isEmpty()) {
                missing.add(name);
            }
        } else {
            overriding |= column.always();
            if (!known.proven()) {
                unproven.add(name);
            }
            Chains.Link link = chains.get(name);
            String row = "n." + SqlText.identifier("i" + dimension(name).name);
            String value = known.source().sql(link == null ? row : link.number(row));
            if (link == null && hasUsualValue(column)) {
                value = orDefault(column, value);
                unproven.add(name);
            }
            expressions.put(name, known.nulls() ? orNull(name, value) : value);
        }
    }

    private boolean needed(String name) {
        return table.checks().stream()
                .anyMatch(check ->
                        check.columns().contains(name) && (check.columns().size() > 1 || check.bound()));
    }

    private Dimension dimension(String column) {
        return dimensions.stream()
                .filter(dimension -> dimension.columns.contains(column))
                .findFirst()
                .orElseThrow();
    }

    private String orNull(String name, String value) {
        if (!variant.nulls()) {
            return value;
        }
        return "CASE WHEN " + sometimes(name, decidesOnNull(name) ? 2 : 20) + " THEN NULL ELSE " + value + " END";
    }

    /** Applications leave out what has a constant for its default, so that this is the value which migrations ask for. */
    private boolean hasUsualValue(TargetColumn column) {
        return column.defaultExpression().filter(CONSTANT.asMatchPredicate()).isPresent()
                && table.unique().stream().noneMatch(key -> key.columns().contains(column.name()));
    }

    private String orDefault(TargetColumn column, String value) {
        return "CASE WHEN " + sometimes(column.name() + "/default", USUAL) + " THEN "
                + column.defaultExpression().orElseThrow() + " ELSE " + value + " END";
    }

    /** Whether a check of several columns asks which of them are NULL: rare ones would rarely pass. */
    private boolean decidesOnNull(String name) {
        return table.checks().stream()
                .anyMatch(check -> check.columns().size() > 1
                        && check.columns().contains(name)
                        && check.expression().toLowerCase(Locale.ROOT).contains("null"));
    }

    private String sometimes(String name, int typicalShare) {
        int share = request.character() == RowCharacter.TYPICAL ? typicalShare : 3;
        return Sql.hash("g", request.seed() * 31 + (table.table().name() + "/" + name).hashCode()) + " % " + share
                + " = 0";
    }

    /** Columns that a check wants to equal an expression: computed rather than guessed. */
    private Map<String, String> equalities() {
        Map<String, String> found = new LinkedHashMap<>();
        for (RowCheck check : table.checks()) {
            Conjuncts.equality(check.expression(), table)
                    .filter(one -> !taken.holders().containsKey(one.column().name())
                            && !one.column().isGenerated()
                            && one.column().sequence().isEmpty())
                    .ifPresent(one -> found.putIfAbsent(
                            one.column().name(),
                            "(" + one.expression() + ")::" + one.column().type()));
        }
        return found;
    }

    private List<String> conditions(Map<String, String> equalities) {
        List<String> conditions = new ArrayList<>();
        if (!variant.filter()) {
            return conditions;
        }
        for (RowCheck check : table.checks()) {
            boolean single = check.columns().size() == 1;
            boolean known = expressions
                    .keySet()
                    .containsAll(check.columns().stream()
                            .filter(name -> !table.column(name)
                                    .map(TargetColumn::isGenerated)
                                    .orElse(false))
                            .toList());
            boolean proven = single
                    && check.columns().stream()
                            .noneMatch(name -> unproven.contains(name)
                                    || equalities.containsKey(name)
                                    || taken.copies().containsKey(name)
                                    || isGenerated(name));
            boolean inParent = parents.stream()
                    .anyMatch(parent -> check.columns().size() > 0
                            && parent.isNeeded()
                            && parent.bound().isEmpty()
                            && parent.own().containsAll(check.columns()));
            if (known && !proven && !inParent) {
                conditions.add(check.sql());
            }
        }
        parents.stream().filter(ParentRows::isNeeded).forEach(parent -> conditions.add("x." + parent.foundName()));
        return conditions;
    }

    private boolean isGenerated(String name) {
        return table.column(name).map(TargetColumn::isGenerated).orElse(false);
    }

    private String sql(Map<String, String> equalities, List<String> conditions) {
        List<RowCheck> ofParents = variant.filter() ? table.checks() : List.of();
        String with = parents.stream().map(parent -> parent.with(ofParents)).collect(Collectors.joining(", "));
        StringBuilder inner = new StringBuilder("SELECT n.g AS schemaproof_row");
        expressions.forEach(
                (name, value) -> inner.append(", ").append(value).append(" AS ").append(quoted(name)));
        parents.forEach(parent ->
                inner.append(", ").append(parent.found()).append(" AS ").append(parent.foundName()));
        inner.append(" FROM (SELECT g");
        for (Dimension dimension : dimensions) {
            boolean parent = parents.stream().anyMatch(one -> one.alias().equals(dimension.name));
            inner.append(", ").append(number(dimension, parent)).append(" AS ");
            inner.append(parent ? dimension.name : SqlText.identifier("i" + dimension.name));
        }
        inner.append(" FROM generate_series($1::bigint, $2::bigint) AS s(g)) n");
        parents.forEach(parent -> inner.append(
                parent.join(parent.bound().stream().map(this::holder).toList())));
        String rows = inner.toString();
        if (!equalities.isEmpty() || !taken.copies().isEmpty()) {
            rows = replaced(rows, equalities);
        }
        String generated = table.columns().stream()
                .filter(column -> column.isGenerated()
                        && conditions.stream().anyMatch(text -> SqlLiterals.mentions(text, column.quoted())))
                .map(column -> ", " + column.expression().orElseThrow() + " AS " + column.quoted())
                .collect(Collectors.joining());
        if (!generated.isEmpty()) {
            rows = "SELECT y.*" + generated + " FROM (" + rows + ") y";
        }
        String list = expressions.keySet().stream().map(this::quoted).collect(Collectors.joining(", "));
        String target = "INSERT INTO " + table.identity() + (list.isEmpty() ? "" : " (" + list + ")")
                + (overriding ? " OVERRIDING SYSTEM VALUE" : "");
        String order = parents.isEmpty() ? "" : " ORDER BY x.schemaproof_row";
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return (with.isEmpty() ? "" : "WITH " + with + " ") + target + " SELECT " + list + " FROM (" + rows + ") x"
                + where + order + " LIMIT $3";
    }

    private String number(Dimension dimension, boolean parent) {
        boolean optional = parent && dimension.columns.stream().allMatch(table::isNullable) && variant.nulls();
        return optional
                ? "CASE WHEN "
                        + sometimes(dimension.name, dimension.columns.stream().anyMatch(this::decidesOnNull) ? 2 : 10)
                        + " THEN NULL ELSE " + dimension.number() + " END"
                : dimension.number();
    }

    /** The same rows, where some columns follow from others. */
    private String replaced(String rows, Map<String, String> equalities) {
        StringBuilder outer = new StringBuilder("SELECT z.schemaproof_row");
        for (String name : expressions.keySet()) {
            String quoted = quoted(name);
            String value = "z." + quoted;
            if (taken.copies().containsKey(name)) {
                value = "z." + quoted(String.valueOf(taken.copies().get(name))) + "::" + type(name);
            } else if (equalities.containsKey(name)) {
                value = "CASE WHEN z." + quoted + " IS NULL THEN NULL ELSE " + equalities.get(name) + " END";
            }
            outer.append(", ").append(value).append(" AS ").append(quoted);
        }
        parents.forEach(parent -> outer.append(", z.").append(parent.foundName()));
        return outer + " FROM (" + rows + ") z";
    }

    private String holder(String column) {
        return String.valueOf(taken.holders().get(column));
    }

    private String quoted(String name) {
        return table.column(name).orElseThrow().quoted();
    }

    private String type(String name) {
        return table.column(name).orElseThrow().type();
    }
}
