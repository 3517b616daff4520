package io.schemaproof.migration;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.InstalledClientPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A run of the real psql.
 *
 * @param statements what it sent, without comments before them and with white space made one
 * @param errors the errors it printed
 * @param serverErrors those of them that came from the server
 */
record Psql(List<String> statements, List<String> errors, List<String> serverErrors) {

    private static final Pattern QUERY = Pattern.compile("(?s)\\*{9} QUERY \\*{10}\\n(.*?)\\n\\*{26}\\n");
    private static final Pattern ERROR = Pattern.compile("(?m)^psql:.*?(?:ERROR|error|FATAL): +(.*)$");
    private static final Pattern SERVER_ERROR = Pattern.compile("(?m)^psql:.*?ERROR: +(.*)$");

    /** The newest one itself, since a distribution's {@code psql} may be a script that costs more than the program. */
    private static final String PROGRAM = InstalledClientPrograms.find(Configuration.ofSystem()).stream()
            .map(programs -> Path.of(programs.place(), "psql"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .reduce((older, newer) -> newer)
            .orElse("psql");

    static void require() {
        try {
            new ProcessBuilder(PROGRAM, "--version").start().waitFor();
        } catch (IOException e) {
            String message = "NOT RUN: psql is not installed, so nothing was compared with it.";
            System.err.println(message);
            Assumptions.abort(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Psql run(ConnectionSettings database, Path file, RunMode mode, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM,
                "-X",
                "-v",
                "ON_ERROR_STOP=" + (mode == RunMode.STOP ? 1 : 0),
                "-L",
                log.toString(),
                "-f",
                String.valueOf(file.getFileName()));
        builder.directory(file.resolveSibling("").toFile());
        builder.environment().putAll(database.environment());
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        builder.environment().put("LC_ALL", "C.UTF-8");
        // A script that asks for an editor gets one that ends at once.
        builder.environment().put("PSQL_EDITOR", "true");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        List<String> failures = matches(ERROR, errors);
        // psql says this, takes the value for false, the argument for missing, and goes on and exits with 0.
        failures.removeIf(error -> error.endsWith("expression\": Boolean expected")
                // Of a value that holds a carriage return.
                || error.matches("unrecognized value \"[^\"]*")
                || error.equals("unterminated quoted string"));
        return new Psql(statements(Files.readString(log)), failures, matches(SERVER_ERROR, errors));
    }

    private static List<String> statements(String log) {
        return matches(QUERY, log).stream()
                .map(Psql::normalized)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    static String normalized(String sql) {
        String rest = sql.strip();
        while (rest.startsWith("--") || (rest.startsWith("/*") && commentEnd(rest) > 0)) {
            rest = rest.startsWith("--")
                    ? rest.replaceFirst("--[^\n\r]*", "").strip()
                    : rest.substring(commentEnd(rest)).strip();
        }
        String oneLine =
                rest.replaceAll("\\s+", " ").replaceAll(" ?([(),;]) ?", "$1").strip();
        // The words of a query in \copy are put together again with more white space than they had.
        String words = oneLine.startsWith("COPY(") ? oneLine.replace(" ", "") : oneLine;
        return words.replaceFirst("[; ]+$", "");
    }

    private static int commentEnd(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                i++;
                if (--depth == 0) {
                    return i + 1;
                }
            }
        }
        return 0;
    }
}
