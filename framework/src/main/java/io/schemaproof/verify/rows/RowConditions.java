package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which rows the statements of a script are about, as far as they say so by constants: {@code WHERE name = 'page_size'}, {@code INSERT … VALUES
 * ('page_size', …)}. Also those in the bodies of functions and {@code DO} blocks. A help to choose rows for the script, no evidence of what it does.
 *
 * @param conditions of {@code UPDATE} and {@code DELETE}, and the first row of each {@code INSERT}, which gets what it says
 */
record RowConditions(List<Condition> conditions) {

    private static final int LONGEST = 60;

    /** After these begins another part, or another table. */
    private static final Set<String> ENDS =
            Set.of("RETURNING", "FROM", "UNION", "ORDER", "LIMIT", "SELECT", "OR", "NOT", "EXISTS");

    /**
     * What one statement says.
     *
     * @param table as it stands there, perhaps with its schema, without quotation marks
     * @param where columns and the constants that they must equal
     * @param set columns and the constants that they get
     */
    record Condition(String table, Map<String, String> where, Map<String, String> set) {

        boolean isOf(String schema, String name) {
            return table.equals(name) || table.equals(schema + "." + name);
        }
    }

    /** Read a script; one that only its tool can read says nothing. */
    static RowConditions of(Script script) {
        Reader reader = new Reader(tokens(SqlCode.withoutComments(script.text())));
        reader.read();
        return new RowConditions(List.copyOf(reader.found));
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
                tokens.add(new Token(scanner.kind(), scanner.text()));
            }
        }
        return tokens;
    }

    private static final class Reader {

        private final List<Token> tokens;
        private final List<Condition> found = new ArrayList<>();
        private int at;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        void read() {
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
            if (columns.isEmpty() || !take("VALUES")) {
                return;
            }
            List<List<Token>> values = list();
            Map<String, String> set = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
                if (columns.get(i).size() == 1
                        && !values.get(i).isEmpty()
                        && values.get(i).get(0).isConstant()) {
                    set.put(columns.get(i).get(0).name(), values.get(i).get(0).value());
                }
            }
            found.add(new Condition(table, Map.of(), Map.copyOf(set)));
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
            Map<String, String> where = new LinkedHashMap<>();
            Map<String, String> set = new LinkedHashMap<>();
            Map<String, String> part = null;
            for (boolean more = true; more && at < tokens.size(); ) {
                Token token = tokens.get(at);
                if (token.is(";")) {
                    more = false;
                } else if (token.is("SET") && part == null) {
                    part = set;
                } else if (token.is("WHERE") && part != where) {
                    part = where;
                } else if (part == where && ENDS.contains(token.text().toUpperCase(Locale.ROOT))) {
                    // What follows may be about other rows.
                    more = false;
                } else if (part != null && token.isName()) {
                    pair(part);
                }
                at++;
            }
            if (!where.isEmpty()) {
                found.add(new Condition(table, Map.copyOf(where), Map.copyOf(set)));
            }
        }

        /** A column, and a constant behind the sign of equality or as the first of a list; in a pattern something may stand for anything. */
        private void pair(Map<String, String> part) {
            int next = at + 1;
            boolean listed = next + 1 < tokens.size()
                    && tokens.get(next).is("IN")
                    && tokens.get(next + 1).is("(");
            if (next < tokens.size()
                    && (listed
                            || tokens.get(next).is("=")
                            || tokens.get(next).is("LIKE")
                            || tokens.get(next).is("ILIKE"))) {
                int value = next + (listed ? 2 : 1);
                if (value < tokens.size() && tokens.get(value).isConstant()) {
                    String wanted = tokens.get(value).value();
                    part.putIfAbsent(
                            tokens.get(at).name(),
                            tokens.get(next).is("=") || listed ? wanted : wanted.replace("%", "x"));
                    at = value;
                }
            }
        }
    }
}
