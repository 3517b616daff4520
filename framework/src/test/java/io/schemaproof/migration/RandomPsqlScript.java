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

    /** What starts a program, waits for somebody, or looks whether there is something to show. */
    private static final Pattern PROGRAMS =
            Pattern.compile("\\\\+(?=!|(?:s|d\\w*|e|ef|ev|edit|w|write|watch|prompt|password|lo_\\w+)\\b)|`");

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
            return statement() + any(PsqlPieces.ENDS);
        } else if (kind < 58) {
            return any(PsqlPieces.TRANSACTIONS) + any(PsqlPieces.ENDS.subList(0, 8));
        } else if (kind < 76) {
            return (one(6) ? "" : "\n") + any(PsqlPieces.COMMANDS) + "\n";
        } else if (kind < 84) {
            return copy();
        } else if (kind < 86) {
            return soup();
        } else if (kind < 89) {
            return any(PsqlPieces.WHITE);
        } else if (depth >= DEEPEST) {
            return "";
        }
        return kind < 96 ? condition(depth + 1) : include(depth + 1);
    }

    private String statement() {
        StringBuilder text = new StringBuilder(one(8) ? any(PsqlPieces.WHITE) : "").append(any(PsqlPieces.STATEMENTS));
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
            case 'v' -> any(PsqlPieces.VALUES);
            case 'w' -> any(PsqlPieces.WHITE);
            default -> "";
        };
    }

    private String copy() {
        String into = any(List.of("t", "t (id, a)", "u", "nowhere", "t", "t", ":\"v\""));
        String data = rows(random.nextInt(4)) + (one(12) ? "" : "\\.\n");
        return switch (random.nextInt(8)) {
            case 0 -> "\n\\copy " + into + " from stdin\n" + data;
            case 1 -> "COPY " + into + " FROM stdin\\g\n" + data;
            case 2 -> "COPY " + into + " FROM STDIN; SELECT 1;\n" + data;
            case 3 -> statement() + "\\; COPY " + into + " FROM stdin" + any(PsqlPieces.ENDS) + data;
            case 4 ->
                "COPY " + into + " FROM stdin\\;" + any(PsqlPieces.TRANSACTIONS) + "\\;COPY t FROM stdin;\n" + data
                        + rows(2) + "\\.\n";
            default -> "COPY " + into + any(PsqlPieces.WHITE) + " FROM stdin;\n" + data;
        };
    }

    private String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> any(PsqlPieces.ROWS) + "\n")
                .collect(Collectors.joining());
    }

    private String condition(int depth) {
        StringBuilder text = new StringBuilder(one(5) ? "" : "\n")
                .append("\\if ")
                .append(any(PsqlPieces.CONDITIONS))
                .append('\n')
                .append(pieces(random.nextInt(4), depth));
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("\n\\elif ")
                    .append(any(PsqlPieces.CONDITIONS))
                    .append('\n')
                    .append(pieces(random.nextInt(3), depth));
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
                .mapToObj(i -> any(PsqlPieces.SPLINTERS) + (one(2) ? " " : ""))
                .collect(Collectors.joining());
    }

    /** Break something. */
    private void splinter(StringBuilder text) {
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            if (one(2)) {
                text.insert(at, any(PsqlPieces.SPLINTERS));
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
