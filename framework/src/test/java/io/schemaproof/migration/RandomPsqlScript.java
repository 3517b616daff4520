package io.schemaproof.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A script as nobody would write it, of pieces that people write: psql's commands between and within statements, quotes in comments and comments
 * in quotes, rows, files that are read in, and errors.
 */
final class RandomPsqlScript {

    static final String MAIN = "main.sql";

    private static final int DEEPEST = 3;

    private static final List<String> STATEMENTS = List.of(
            "INSERT INTO t VALUES ({n}, {v})",
            "INSERT INTO t (a) SELECT {v}",
            "INSERT INTO t VALUES ({n}, {v}), ({n}, {v})",
            "UPDATE t SET a = {v} WHERE id = {n}",
            "DELETE FROM t WHERE a = {v}",
            "SELECT {v} AS v, {n} AS w",
            "SELECT {v}{w}{v}",
            "SELECT array_agg(x)::text AS v FROM generate_series(1, {n}) x",
            "SELECT id AS v FROM t",
            "SELECT NULL AS v, 'x' AS \"W w\"",
            "SELECT {n}::int/0",
            "SELECT nope",
            "SELEC {n}",
            "INSERT INTO nowhere VALUES ({v})",
            "CREATE TABLE t{n} (id int, a text DEFAULT {v})",
            "CREATE TABLE IF NOT EXISTS t{n} (id int PRIMARY KEY,{w}a text)",
            "DROP TABLE IF EXISTS t{n}",
            "CREATE OR REPLACE VIEW v{n} AS SELECT {v} AS a",
            "CREATE OR REPLACE RULE r{n} AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES ({n}, {v}); DELETE FROM u WHERE b = {v})",
            "CREATE OR REPLACE RULE r{n} AS ON DELETE TO t DO INSTEAD NOTHING",
            "CREATE OR REPLACE FUNCTION f{n}() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT {v}::text; END",
            "CREATE FUNCTION f{n}() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT CASE WHEN true THEN {n} ELSE 2 END;{w}END",
            "CREATE OR REPLACE PROCEDURE p{n}() BEGIN ATOMIC INSERT INTO u VALUES ({n}, {v}); DELETE FROM u; END",
            "CREATE OR REPLACE FUNCTION f{n}() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN {v}; END; $$",
            "CREATE OR REPLACE FUNCTION f{n}() RETURNS int LANGUAGE sql AS $_a1$ SELECT 1; -- {w}\n SELECT {n} $_a1$",
            "CREATE OR REPLACE FUNCTION f{n}() RETURNS int RETURN {n}",
            "DO $$ BEGIN INSERT INTO u VALUES ({n}, {v}); END $$",
            "DO $x$ BEGIN RAISE EXCEPTION 'no %', $${w}$$; END $x$ LANGUAGE plpgsql",
            "CREATE TABLE \"q;{n}\" (\"a\"\"b\" int)",
            "COMMENT ON TABLE t IS {v}",
            "PREPARE s{n} AS SELECT {v}",
            "EXECUTE s{n}",
            "SET standard_conforming_strings = off",
            "RESET standard_conforming_strings",
            "SET search_path = public",
            "SELECT current_setting('standard_conforming_strings') AS v",
            "VACUUM t",
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS i{n} ON t (id)",
            "SELECT format('INSERT INTO u VALUES (%s, %L)', x, {v}), NULL, '' FROM generate_series(1, {n}) x",
            "SELECT 'SELECT 1/0' UNION ALL SELECT 'DELETE FROM u'",
            "SELECT :{?v}, 2 OPERATOR(pg_catalog.+) {n}, (SELECT max(id) FROM t)",
            "SELECT 5 !~{w}'a' , 1 <@> 2",
            "SELECT (ARRAY[1,2,3])[1:2], 1::text, t.* FROM t");

    private static final List<String> TRANSACTIONS = List.of(
            "BEGIN",
            "START TRANSACTION",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT s",
            "ROLLBACK TO s",
            "RELEASE s");

    private static final List<String> VALUES = List.of(
            "'x'",
            "'it''s'",
            "'a;b'",
            "'-- no comment'",
            "'/* nor this'",
            "'$$'",
            "'two\nlines;'",
            "'a'\n'b'",
            "E'a\\'b;'",
            "e'\\\\'",
            "E'\\n\\x41\\u00e4'",
            "'back\\slash'",
            "U&'d\\0061t'",
            "$$it's; $1$$",
            "$t$a $$ b;$t$",
            "N'n'",
            "B'01'::text",
            "x'1F'::text",
            "'ä€😀'",
            "concat('(', ')')",
            ":'v'",
            ":'W'",
            ":'p_v'",
            ":v",
            "':v'",
            "':''v'",
            "$$:v$$",
            "(:{?v})::text",
            "'\t'",
            "'\\.'",
            "(1::text)",
            "'x' /* in ; the middle */",
            "coalesce(NULL, 'b')",
            ":'ERROR'",
            ":'SQLSTATE'",
            ":'ROW_COUNT'",
            ":'LAST_ERROR_MESSAGE'",
            ":\"v\"",
            "CASE WHEN 1 = 1 THEN 'c;' END");

    private static final List<String> WHITE = List.of(
            " ",
            "\n",
            "\t",
            " \n ",
            "/* c */",
            "/* a /* nested; */ ' */",
            "-- d ; '\n",
            " -- \"\n",
            "\n\n",
            "/* $$\n */ ",
            "/* :v */",
            "\f");

    private static final List<String> ENDS = List.of(
            ";\n",
            ";\n",
            ";\n",
            ";\n",
            ";\n",
            ";\n",
            ";",
            " ;; ",
            "\n;\n",
            "; -- e ' \n",
            ";/* f */\n",
            "\\g\n",
            " \\g \\\\ ",
            "\\gx\n",
            "\\gset\n",
            "\\gset p_\n",
            "\\gexec\n",
            "\\;",
            "\n\\g\n",
            "\\p\\g\n",
            "\\r\n",
            "\n");

    private static final List<String> COMMANDS = List.of(
            "\\set v x",
            "\\set v 'it''s'",
            "\\set v 'a;b'",
            "\\set v '1' ', ' '2'",
            "\\set v :W",
            "\\set v :'W'",
            "\\set v :v'y'",
            "\\set v",
            "\\set W '\\'q\\''",
            "\\set W \"two words\"",
            "\\set W 'tab\\tand\\\\'",
            "\\set W ä",
            "\\set W t\\\\ \\set v t",
            "\\set 1bad-name x",
            "\\set",
            "\\unset v",
            "\\unset W",
            "\\unset ON_ERROR_STOP",
            "\\echo :v :'v' 'x;y' \"z\" :",
            "\\echo it ; is -- not 'a comment'",
            "\\qecho -n x",
            "\\warn careful",
            "\\echo 'never closed",
            "\\echo \\\\ SELECT 1;",
            "\\set ON_ERROR_STOP on",
            "\\set ON_ERROR_STOP off",
            "\\set ON_ERROR_STOP 1",
            "\\set AUTOCOMMIT off",
            "\\set AUTOCOMMIT on",
            "\\set ON_ERROR_ROLLBACK on",
            "\\set ON_ERROR_ROLLBACK off",
            "\\set ON_ERROR_STOP maybe",
            "\\pset format csv",
            "\\pset null 'n'",
            "\\timing off",
            "\\x off",
            "\\a",
            "\\t on",
            "\\o /dev/null",
            "\\o",
            "\\p",
            "\\r",
            "\\cd .",
            "\\c",
            "\\restrict k",
            "\\unrestrict k",
            "\\q",
            "\\unknown x",
            "\\else",
            "\\endif",
            "\\elif true",
            "\\.",
            "\\i nowhere.sql",
            "\\copy t from nowhere.csv",
            "\\copy t to stdout",
            "\\copy (select ';', \")\" from t) to stdout",
            "\\copy t from 'data.txt'",
            "\\copy t (id, a) from data.csv (format csv)",
            "\\copy public.t from data.csv with csv",
            "\\setenv v x",
            "\\getenv v NO_SUCH");

    private static final List<String> CONDITIONS = List.of(
            "true",
            "false",
            "1",
            "0",
            "yes",
            "off",
            ":{?v}",
            ":{?W}",
            ":v",
            ":'v'",
            ":ERROR",
            ":p_v",
            "maybe",
            "",
            "tr",
            "'o'",
            "t rue",
            "not :ERROR");

    private static final List<String> ROWS = List.of(
            "1\tx",
            "2\tit's",
            "3\t\\N",
            "4\ta;b",
            "5\t$$",
            "6\t\\\\",
            "7\t:v",
            "8\t-- no",
            "9\tä",
            "\\N\t\\N",
            "x\tno number",
            "1",
            "1\t2\t3",
            "",
            "10\t\\t",
            "11\t/*");

    private static final List<String> SPLINTERS = List.of(
            "'",
            "\"",
            "$$",
            "$a$",
            "/*",
            "*/",
            "--",
            "(",
            ")",
            ";",
            "\\;",
            ":v",
            ":'v'",
            "BEGIN ATOMIC",
            "END",
            "CASE",
            "CREATE FUNCTION ",
            "E'",
            "\\\\",
            "\n",
            "\\g\n",
            "e",
            "U&'",
            "x'",
            "$1",
            "1",
            " ",
            "\\",
            "OR REPLACE",
            "::",
            ":=",
            "&",
            "a$b$",
            "\n'",
            "\r",
            ":\"v\"",
            ":{?v}",
            "\\if true\n",
            "\\endif\n",
            "_",
            ",",
            "SELECT 1",
            "\u00e4");

    /** What starts a program, waits for somebody, or looks whether there is something to show. */
    private static final Pattern PROGRAMS =
            Pattern.compile("\\\\(?=!|(?:s|d\\w*|e|ef|ev|edit|w|write|watch|prompt|password|lo_\\w+)\\b)|`");

    private static final Pattern ERRORS = Pattern.compile(":['\"]?(?:ERROR|SQLSTATE|ROW_COUNT|LAST_ERROR)");

    private final Random random;
    private final Map<String, String> files = new LinkedHashMap<>();
    private int included;

    private RandomPsqlScript(long seed) {
        random = new Random(seed);
    }

    /** The files of the script with this seed by their names, {@link #MAIN} among them. */
    static Map<String, String> files(long seed) {
        return new RandomPsqlScript(seed).generate();
    }

    static void write(Map<String, String> files, Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether one of them holds a text. */
    static boolean hold(Map<String, String> files, String text) {
        return files.values().stream().anyMatch(file -> file.contains(text));
    }

    /** Whether one of them asks psql for the last error. */
    static boolean askForErrors(Map<String, String> files) {
        return files.values().stream().anyMatch(text -> ERRORS.matcher(text).find());
    }

    private Map<String, String> generate() {
        files.put("data.txt", rows(3));
        files.put("data.csv", "1,x\n2,\"a;\"\"b\"\n" + (one(5) ? "x,\n" : ""));
        StringBuilder text = new StringBuilder();
        if (!one(20)) {
            text.append("CREATE TABLE t (id int, a text);\nCREATE TABLE u (id int, b text);\n");
        }
        if (!one(4)) {
            text.append("\\set v '")
                    .append(any(List.of("x", "1", "t", "two words", "1, 2", "it''s", "'';'")))
                    .append("'\n");
        }
        text.append(pieces(2 + random.nextInt(12), 0));
        if (one(6)) {
            splinter(text);
        }
        files.put(MAIN, finished(text.toString()));
        return files;
    }

    private String finished(String text) {
        String body = PROGRAMS.matcher(one(3) ? text.stripTrailing() : text).replaceAll("");
        if (one(6)) {
            body = body.replace("\r\n", "\n").replace("\n", "\r\n");
        }
        return (one(6) ? "\uFEFF" : "") + body;
    }

    private String pieces(int count, int depth) {
        return IntStream.range(0, count).mapToObj(i -> piece(depth)).collect(Collectors.joining());
    }

    private String piece(int depth) {
        int kind = random.nextInt(100);
        if (kind < 50) {
            return statement() + any(ENDS);
        } else if (kind < 58) {
            return any(TRANSACTIONS) + any(ENDS.subList(0, 8));
        } else if (kind < 76) {
            return (one(6) ? "" : "\n") + any(COMMANDS) + "\n";
        } else if (kind < 84) {
            return copy();
        } else if (kind < 86) {
            return soup();
        } else if (kind < 89) {
            return any(WHITE);
        } else if (depth >= DEEPEST) {
            return "";
        }
        return kind < 96 ? condition(depth + 1) : include(depth + 1);
    }

    private String statement() {
        StringBuilder text = new StringBuilder(one(8) ? any(WHITE) : "").append(any(STATEMENTS));
        for (int at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at)) {
            String value = value(text.charAt(at + 1));
            if (value.isEmpty()) {
                at++;
                continue;
            }
            text.replace(at, at + 3, value);
            at += value.length();
        }
        return text.toString();
    }

    private String value(char what) {
        return switch (what) {
            case 'n' -> String.valueOf(random.nextInt(4));
            case 'v' -> any(VALUES);
            case 'w' -> any(WHITE);
            default -> "";
        };
    }

    private String copy() {
        String into = any(List.of("t", "t (id, a)", "u", "nowhere", "t", "t", ":\"v\""));
        String data = rows(random.nextInt(4)) + (one(12) ? "" : "\\.\n");
        return switch (random.nextInt(5)) {
            case 0 -> "\n\\copy " + into + " from stdin\n" + data;
            case 1 -> "COPY " + into + " FROM stdin\\g\n" + data;
            case 2 -> "COPY " + into + " FROM STDIN; SELECT 1;\n" + data;
            default -> "COPY " + into + any(WHITE) + " FROM stdin;\n" + data;
        };
    }

    private String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> any(ROWS) + "\n").collect(Collectors.joining());
    }

    private String condition(int depth) {
        StringBuilder text = new StringBuilder(one(5) ? "" : "\n")
                .append("\\if ")
                .append(any(CONDITIONS))
                .append('\n')
                .append(pieces(random.nextInt(4), depth));
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("\n\\elif ").append(any(CONDITIONS)).append('\n').append(pieces(random.nextInt(3), depth));
        }
        if (one(2)) {
            text.append("\n\\else\n").append(pieces(random.nextInt(3), depth));
        }
        return text + (one(25) ? "" : "\n\\endif\n");
    }

    private String include(int depth) {
        String name = "inc" + included++ + ".sql";
        boolean below = one(3);
        String path = below ? "sub/" + name : name;
        files.put(path, finished(pieces(1 + random.nextInt(4), depth)));
        return "\n" + any(List.of("\\i ", "\\ir ", "\\include ", "\\i 'QUOTE'")).replace("QUOTE'", path + "'") + path
                + "\n";
    }

    private String soup() {
        return IntStream.range(0, 2 + random.nextInt(14))
                .mapToObj(i -> any(SPLINTERS) + (one(2) ? " " : ""))
                .collect(Collectors.joining());
    }

    /** Break something. */
    private void splinter(StringBuilder text) {
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            if (one(2)) {
                text.insert(at, any(SPLINTERS));
            } else {
                text.deleteCharAt(at);
            }
        }
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The shortest script found that still shows the difference, by leaving out lines. */
    static Map<String, String> shrunk(Map<String, String> files, Still differs) throws Exception {
        Map<String, String> best = new LinkedHashMap<>(files);
        for (int size = Math.max(1, best.get(MAIN).split("\n").length / 2); size >= 1; size /= 2) {
            int from = 0;
            while (true) {
                List<String> lines = new ArrayList<>(List.of(best.get(MAIN).split("(?<=\n)")));
                if (from >= lines.size()) {
                    break;
                }
                lines.subList(from, Math.min(from + size, lines.size())).clear();
                Map<String, String> shorter = new LinkedHashMap<>(best);
                shorter.put(MAIN, String.join("", lines));
                if (differs.differs(shorter)) {
                    best = shorter;
                } else {
                    from += size;
                }
            }
        }
        return best;
    }

    /** Whether files show it. */
    @FunctionalInterface
    interface Still {
        boolean differs(Map<String, String> files) throws Exception;
    }
}
