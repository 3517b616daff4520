package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.verify.rows.RowConditions.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@link RowConditions} word by word. */
final class ConditionReader {

    private static final int LONGEST = 60;

    /** After these begins another part, or another table. */
    private static final Set<String> ENDS =
            Set.of("RETURNING", "FROM", "UNION", "ORDER", "LIMIT", "SELECT", "OR", "NOT", "EXISTS");

    private static final Set<String> WORDS = Set.of("LIKE", "ILIKE", "IN", "BETWEEN", "IS");

    private static final Set<String> SIGNS = Set.of("<", "=", ">");

    /** What stands before a number's own sign. */
    private static final Set<String> BEFORE_SIGN = Set.of("<", "=", ">", "(", ",", "BETWEEN", "AND");

    /** May stand before a constant. */
    private static final Set<String> TYPES = Set.of("DATE", "TIMESTAMP", "TIMESTAMPTZ");

    /** What may follow the name of a table and is no other name for it. */
    private static final Set<String> NO_ALIAS = Set.of(
            "WHERE",
            "JOIN",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "CROSS",
            "NATURAL",
            "ON",
            "USING",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "WINDOW",
            "RETURNING");

    /** A table that rows are taken from, what it is called in the statement, and what its rows must hold. */
    private record Source(String table, String alias, Part where) {}

    /** What has been read behind SET or WHERE: values by column, and what stands there of each. */
    private record Part(Map<String, Optional<String>> values, Map<String, String> texts) {

        Part() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void put(String column, Optional<String> value, String text) {
            if (values.putIfAbsent(column, value) == null) {
                texts.put(column, text);
            }
        }

        Condition of(String table, Map<String, Optional<String>> set) {
            return new Condition(table, values, set, texts);
        }
    }

    private record Token(SqlScanner.Kind kind, String text) {

        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        boolean isName() {
            return kind == SqlScanner.Kind.WORD || kind == SqlScanner.Kind.QUOTED_NAME;
        }

        boolean isConstant() {
            return (kind == SqlScanner.Kind.STRING && text.startsWith("'") && text.length() <= LONGEST)
                    || kind == SqlScanner.Kind.NUMBER;
        }

        String name() {
            return kind == SqlScanner.Kind.QUOTED_NAME
                    ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                    : text.toLowerCase(Locale.ROOT);
        }

        /** Without the quotes. */
        String value() {
            return kind == SqlScanner.Kind.STRING
                    ? text.substring(1, text.length() - 1).replace("''", "'")
                    : text;
        }
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        SqlScanner scanner = new SqlScanner(text).intoBodies();
        while (scanner.next()) {
            if (scanner.kind() != SqlScanner.Kind.SPACE && !scanner.kind().isComment()) {
                boolean signed = scanner.kind() == SqlScanner.Kind.NUMBER && endWithSign(tokens);
                String sign = signed ? tokens.remove(tokens.size() - 1).text() : "";
                tokens.add(new Token(scanner.kind(), sign + scanner.text()));
            }
        }
        return tokens;
    }

    /** Whether a minus comes last that takes nothing away from what stands before it. */
    private static boolean endWithSign(List<Token> tokens) {
        int last = tokens.size() - 1;
        return last > 0
                && tokens.get(last).is("-")
                && BEFORE_SIGN.contains(tokens.get(last - 1).text().toUpperCase(Locale.ROOT));
    }

    private final List<Token> tokens;
    private final List<Condition> found = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private int at;

    ConditionReader(String sql) {
        this.tokens = tokens(SqlCode.withoutComments(sql));
    }

    RowConditions read() {
        while (at < tokens.size()) {
            boolean update = take("UPDATE");
            if (update || (take("DELETE") && take("FROM"))) {
                take("ONLY");
                if (at < tokens.size() && tokens.get(at).isName()) {
                    statement(table());
                }
            } else if (take("INSERT") && take("INTO")) {
                if (at < tokens.size() && tokens.get(at).isName()) {
                    row(table());
                }
            } else {
                at++;
            }
        }
        return new RowConditions(List.copyOf(found), List.copyOf(sources));
    }

    private boolean take(String word) {
        boolean is = at < tokens.size() && tokens.get(at).is(word);
        at += is ? 1 : 0;
        return is;
    }

    private String table() {
        String name = tokens.get(at++).name();
        if (take(".") && at < tokens.size() && tokens.get(at).isName()) {
            name += "." + tokens.get(at++).name();
        }
        return name;
    }

    /** The columns by their names, and a constant for each that has one. */
    private void row(String table) {
        List<List<Token>> columns = list();
        if (take("SELECT")) {
            selection();
            return;
        }
        if (columns.isEmpty() || !take("VALUES")) {
            return;
        }
        do {
            found.add(new Condition(table, Map.of(), set(columns, list()), Map.of()));
        } while (take(","));
    }

    private static Map<String, Optional<String>> set(List<List<Token>> columns, List<List<Token>> values) {
        Map<String, Optional<String>> set = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
            if (columns.get(i).size() == 1
                    && !values.get(i).isEmpty()
                    && values.get(i).get(0).isConstant()) {
                set.put(
                        columns.get(i).get(0).name(),
                        Optional.of(values.get(i).get(0).value()));
            }
        }
        return set;
    }

    /** The tables behind FROM and JOIN, and what a condition demands of one of them; sub-queries are about other rows. */
    private void selection() {
        List<Source> from = new ArrayList<>();
        boolean where = false;
        for (int depth = 0; at < tokens.size() && depth >= 0 && !tokens.get(at).is(";"); at++) {
            Token token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (where && ENDS.contains(token.text().toUpperCase(Locale.ROOT))) {
                break;
            }
            boolean next = token.is("FROM") || token.is("JOIN") || (token.is(",") && !from.isEmpty());
            if (depth == 0 && !where && next) {
                source().ifPresent(from::add);
            } else if (depth == 0 && token.is("WHERE")) {
                where = true;
            } else if (where && token.isName()) {
                pair(demanded(from));
            }
        }
        for (Source source : from) {
            sources.add(source.table());
            if (!source.where().values().isEmpty()) {
                found.add(source.where().of(source.table(), Map.of()));
            }
        }
    }

    /** The table that comes next, if it is one; the place stays before what comes behind it. */
    private Optional<Source> source() {
        int behind = at + 1;
        if (behind < tokens.size() && tokens.get(behind).is("ONLY")) {
            behind++;
        }
        if (behind >= tokens.size() || !tokens.get(behind).isName()) {
            return Optional.empty();
        }
        at = behind;
        String table = table();
        String alias = table.substring(table.lastIndexOf('.') + 1);
        take("AS");
        boolean named = at < tokens.size()
                && tokens.get(at).isName()
                && !NO_ALIAS.contains(tokens.get(at).text().toUpperCase(Locale.ROOT));
        alias = named ? tokens.get(at++).name() : alias;
        boolean function = at < tokens.size() && tokens.get(at).is("(");
        at--;
        return function ? Optional.empty() : Optional.of(new Source(table, alias, new Part()));
    }

    /** What is demanded of the table whose column comes; of several, only its own name tells which it is. */
    private Part demanded(List<Source> from) {
        boolean qualified = at >= 2 && tokens.get(at - 1).is(".");
        return from.stream()
                .filter(source ->
                        qualified ? source.alias().equals(tokens.get(at - 2).name()) : from.size() == 1)
                .findFirst()
                .map(Source::where)
                .orElseGet(Part::new);
    }

    /** What is in brackets, between the commas. */
    private List<List<Token>> list() {
        List<List<Token>> parts = new ArrayList<>();
        if (!take("(")) {
            return parts;
        }
        parts.add(new ArrayList<>());
        for (int depth = 1; at < tokens.size() && depth > 0; at++) {
            Token token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 1 && token.is(",")) {
                parts.add(new ArrayList<>());
            } else if (depth > 0) {
                parts.get(parts.size() - 1).add(token);
            }
        }
        return parts;
    }

    private void statement(String table) {
        Part where = new Part();
        Part set = new Part();
        boolean inSet = false;
        boolean inWhere = false;
        for (boolean more = true; more && at < tokens.size(); ) {
            Token token = tokens.get(at);
            if (token.is(";")) {
                more = false;
            } else if (token.is("SET") && !inSet && !inWhere) {
                inSet = true;
            } else if (token.is("WHERE") && !inWhere) {
                inWhere = true;
            } else if (inWhere && ENDS.contains(token.text().toUpperCase(Locale.ROOT))) {
                // What follows may be about other rows.
                more = false;
            } else if ((inSet || inWhere) && token.isName()) {
                pair(inWhere ? where : set);
            }
            at++;
        }
        if (!where.values().isEmpty()) {
            found.add(where.of(table, set.values()));
        }
    }

    /**
     * A column, and a constant behind an operator: one that makes it true. In a pattern something may stand for anything, and of a list the first
     * counts.
     */
    private void pair(Part part) {
        String column = tokens.get(at).name();
        int from = at;
        int behind = at + 1;
        String operator = operator(behind);
        int value = behind + (WORDS.contains(operator) ? 1 : operator.length());
        boolean isNull = value < tokens.size() && tokens.get(value).is("NULL");
        if (isNull && (operator.equals("IS") || operator.equals("="))) {
            at = value;
            part.put(column, Optional.empty(), text(from, operator));
        } else if (operator.equals("IS")) {
            // Behind IS NOT comes nothing else that begins another part.
            at = value;
        } else if (!operator.isEmpty()) {
            value += operator.equals("IN") && is(value, "(") ? 1 : 0;
            value += value < tokens.size() && TYPES.contains(upper(value)) ? 1 : 0;
            if (value < tokens.size() && tokens.get(value).isConstant()) {
                Optional<String> wanted =
                        MeetingValue.of(operator, tokens.get(value).value());
                at = value;
                if (wanted.isPresent()) {
                    part.put(column, wanted, text(from, operator));
                }
            }
        }
    }

    /** What stands there from a column on, with the rest of a list or the other bound, which are gone past. */
    private String text(int from, String operator) {
        if (operator.equals("BETWEEN")) {
            at = Math.min(at + 2, tokens.size() - 1);
        }
        while (operator.equals("IN") && !tokens.get(at).is(")") && at < tokens.size() - 1) {
            at++;
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= at; i++) {
            boolean apart = i > from && !is(i, ",") && !is(i, ")") && !is(i - 1, "(") && !isTwoSigns(i);
            text.append(apart ? " " : "").append(tokens.get(i).text());
        }
        return text.toString();
    }

    private boolean isTwoSigns(int place) {
        return SIGNS.contains(tokens.get(place).text())
                && SIGNS.contains(tokens.get(place - 1).text());
    }

    /** A word, or up to two signs; empty if there is none. */
    private String operator(int place) {
        if (place < tokens.size() && WORDS.contains(upper(place))) {
            return upper(place);
        }
        String signs = "";
        for (int i = place;
                i < Math.min(place + 2, tokens.size())
                        && SIGNS.contains(tokens.get(i).text());
                i++) {
            signs += tokens.get(i).text();
        }
        return signs;
    }

    private boolean is(int place, String text) {
        return place < tokens.size() && tokens.get(place).is(text);
    }

    private String upper(int place) {
        return tokens.get(place).text().toUpperCase(Locale.ROOT);
    }
}
