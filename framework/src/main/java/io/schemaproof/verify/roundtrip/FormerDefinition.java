package io.schemaproof.verify.roundtrip;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that give an object back what it was; empty where they would not be the whole of it, or too long to be read. */
final class FormerDefinition {

    /** A longer text is in a file of the project, where whoever reads this finds it sooner. */
    private static final int MOST_LINES = 25;

    /** Attributes of a function for which a suggestion has no words. */
    private static final Set<String> RARE = Set.of("library", "transforms", "support", "window", "leakproof");

    /** Settings that are lists of names, each quoted by itself. */
    private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces");

    private final Catalog wanted;
    private final Catalog found;

    FormerDefinition(Catalog wanted, Catalog found) {
        this.wanted = wanted;
        this.found = found;
    }

    /** A view keeps its rights and comments where its columns stay. */
    Optional<String> view(CatalogObject view) {
        String name = view.id().identity();
        String rest = view.attribute("options")
                        .map(options -> " WITH (" + options + ")")
                        .orElse("") + " AS "
                + ended(view.attribute("definition").orElse(""));
        if (isGone(view.id())) {
            return readable("CREATE VIEW " + name + rest);
        }
        return readable(
                keepsColumns(view.id())
                        ? "CREATE OR REPLACE VIEW " + name + rest
                        : "DROP VIEW " + name + "; CREATE VIEW " + name + rest);
    }

    private boolean isGone(ObjectId id) {
        return found.find(id).isEmpty();
    }

    private boolean keepsColumns(ObjectId view) {
        List<String> had = columns(wanted, view);
        List<String> has = columns(found, view);
        return has.size() <= had.size() && had.subList(0, has.size()).equals(has);
    }

    private static List<String> columns(Catalog catalog, ObjectId view) {
        return catalog.columns(view).stream()
                .map(column -> column.quotedName() + " " + column.type())
                .toList();
    }

    Optional<String> materializedView(CatalogObject view) {
        String name = view.id().identity();
        String options =
                view.attribute("options").map(text -> " WITH (" + text + ")").orElse("");
        String indexes = wanted.children(view.id()).stream()
                .filter(child -> child.id().kind() == ObjectKind.INDEX)
                .flatMap(index -> index.attribute("definition").stream())
                .map(definition -> " " + ended(definition))
                .collect(Collectors.joining());
        String drop = isGone(view.id()) ? "" : "DROP MATERIALIZED VIEW " + name + "; ";
        return readable(drop + "CREATE MATERIALIZED VIEW " + name + options + " AS "
                + ended(view.attribute("definition").orElse("")) + indexes);
    }

    /** The statement that replaces a function refuses to change what it returns, and the names of its arguments. */
    Optional<String> function(CatalogObject function) {
        if (RARE.stream().anyMatch(name -> function.attribute(name).isPresent())) {
            return Optional.empty();
        }
        String kind = function.id().kind().word().toUpperCase(Locale.ROOT);
        String identity = function.id().identity();
        boolean anew = found.find(function.id())
                .filter(other -> !other.attribute("returns").equals(function.attribute("returns"))
                        || !other.attribute("arguments").equals(function.attribute("arguments")))
                .isPresent();
        StringBuilder text = new StringBuilder(anew ? "DROP " + kind + " " + identity + "; " : "");
        text.append("CREATE OR REPLACE ")
                .append(kind)
                .append(' ')
                .append(identity, 0, parenthesis(identity))
                .append('(')
                .append(function.attribute("arguments").orElse(""))
                .append(')');
        if (function.id().kind() == ObjectKind.FUNCTION) {
            function.attribute("returns")
                    .ifPresent(type -> text.append(" RETURNS ").append(type));
        }
        String language = function.attribute("language").orElse("");
        text.append(" LANGUAGE ").append(language).append(characteristics(function));
        String body = function.attribute("body").orElse("");
        if (language.equals("sql") && (body.startsWith("BEGIN ATOMIC") || body.startsWith("RETURN "))) {
            text.append(' ').append(body).append(';');
        } else {
            String quotes = body.contains("$$") ? "$former$" : "$$";
            text.append(" AS ").append(quotes).append(body).append(quotes).append(';');
        }
        return readable(text.toString());
    }

    private static String characteristics(CatalogObject function) {
        StringBuilder text = new StringBuilder();
        if (function.id().kind() == ObjectKind.FUNCTION) {
            function.attribute("volatility")
                    .filter(word -> !word.equals("volatile"))
                    .ifPresent(word -> text.append(' ').append(word.toUpperCase(Locale.ROOT)));
            if (function.is("strict")) {
                text.append(" STRICT");
            }
            function.attribute("parallel")
                    .filter(word -> !word.equals("unsafe"))
                    .ifPresent(word -> text.append(" PARALLEL ").append(word.toUpperCase(Locale.ROOT)));
            function.attribute("cost")
                    .filter(cost -> !cost.equals("100"))
                    .ifPresent(cost -> text.append(" COST ").append(cost));
            function.attribute("rows")
                    .filter(rows -> !rows.equals("1000"))
                    .ifPresent(rows -> text.append(" ROWS ").append(rows));
        }
        if (function.is("security definer")) {
            text.append(" SECURITY DEFINER");
        }
        function.attribute("settings").stream().flatMap(String::lines).forEach(setting -> {
            int equals = setting.indexOf('=');
            String name = setting.substring(0, equals);
            String value = setting.substring(equals + 1);
            text.append(" SET ")
                    .append(name)
                    .append(" TO ")
                    .append(LISTS.contains(name) && !value.isEmpty() ? value : SqlText.literal(value));
        });
        return text.toString();
    }

    /** Where the argument types begin, behind a name that may be quoted and hold parentheses. */
    private static int parenthesis(String identity) {
        boolean quoted = false;
        for (int index = 0; index < identity.length(); index++) {
            char c = identity.charAt(index);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                return index;
            }
        }
        return identity.length();
    }

    /** A column of a table, in the words of ADD COLUMN. */
    Optional<String> column(ObjectId table, CatalogObject object) {
        return wanted.columns(table).stream()
                .filter(column -> column.identity().equals(object.id().identity()))
                .findFirst()
                .map(FormerDefinition::words);
    }

    private static String words(Column column) {
        StringBuilder text = new StringBuilder(column.quotedName()).append(' ').append(column.type());
        column.collation().ifPresent(name -> text.append(" COLLATE ").append(name));
        switch (column.generated()) {
            case STORED, VIRTUAL ->
                text.append(" GENERATED ALWAYS AS (")
                        .append(column.generationExpression().orElse(""))
                        .append(") ")
                        .append(column.generated());
            case NOT_GENERATED ->
                column.defaultExpression()
                        .ifPresent(value -> text.append(" DEFAULT ").append(value));
        }
        if (!column.isNullable()) {
            text.append(" NOT NULL");
        }
        switch (column.identityGeneration()) {
            case ALWAYS -> text.append(" GENERATED ALWAYS AS IDENTITY");
            case BY_DEFAULT -> text.append(" GENERATED BY DEFAULT AS IDENTITY");
            case NO_IDENTITY -> {
                // Nothing to add.
            }
        }
        return text.toString();
    }

    private static Optional<String> readable(String statement) {
        return statement.lines().count() > MOST_LINES ? Optional.empty() : Optional.of(statement);
    }

    /** A definition as a statement: the server ends some with a semicolon, and begins some with a space. */
    static String ended(String definition) {
        String text = definition.strip();
        return text.endsWith(";") ? text : text + ";";
    }
}
