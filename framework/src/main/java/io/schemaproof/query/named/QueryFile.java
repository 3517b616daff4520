package io.schemaproof.query.named;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the file of one service: what stands below a comment with a name is its statement, and a semicolon may end it. */
final class QueryFile {

    private static final Pattern NAME = Pattern.compile("\\s*--\\s*(?:name\\s*:|:name\\s)\\s*(.*)");
    /** The name, and what aiosql, sqlc and HugSQL write behind it: how many rows come back, and the parameters. */
    private static final Pattern NAMED =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_-]*)(?:\\([^)]*\\))?(?:\\^|\\$|<!|\\*!|!|\\?)*(?:\\s+:\\S+)*\\s*");

    private static final Pattern SAMPLE = Pattern.compile("\\s*--\\s*(:\\w+|\\$\\d+)\\s*=\\s*(.+?)\\s*");
    private static final Pattern VERSION = Pattern.compile("\\s*--\\s*(from|until)\\s*:\\s*(\\S+)\\s*");
    private static final Pattern SESSION = Pattern.compile("\\s*--\\s*(role|search_path)\\s*:\\s*(.*?)\\s*");
    private static final String IDENTIFIER = "(?:[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern ROLE = Pattern.compile(IDENTIFIER);
    private static final Pattern SEARCH_PATH = Pattern.compile(IDENTIFIER + "(?:\\s*,\\s*" + IDENTIFIER + ")*");
    private static final Pattern COMMENT_OR_EMPTY = Pattern.compile("\\s*(?:--.*)?");

    private final String service;
    private final String path;
    private final List<String> lines;

    private QueryFile(String service, String path, List<String> lines) {
        this.service = service;
        this.path = path;
        this.lines = lines;
    }

    static List<NamedQuery> read(Path folder, Path file) {
        String relative = folder.relativize(file).toString().replace('\\', '/');
        String path = Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .map(name -> name + "/" + relative)
                .orElse(relative);
        try {
            String text = new SourceText(path, Files.readString(file), 1).text();
            String service = relative.substring(0, relative.length() - ".sql".length());
            return new QueryFile(service, path, Arrays.asList(text.split("\r?\n", -1))).read();
        } catch (IOException e) {
            throw new MigrationException("The file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<NamedQuery> read() {
        List<Integer> names = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (NAME.matcher(lines.get(line)).matches()) {
                names.add(line);
            } else if (names.isEmpty()
                    && !COMMENT_OR_EMPTY.matcher(lines.get(line)).matches()) {
                throw error(line + 1, "This statement has no name. Write '-- name: …' above it.");
            }
        }
        if (names.isEmpty()) {
            throw error(1, "No statement has a name here. Write '-- name: …' above each.");
        }
        requireRead(0, names.get(0), QueryComments.Place.FILE);
        ServiceSession session = session(ServiceSession.DEFAULT, 0, names.get(0));
        List<NamedQuery> queries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int end = i + 1 < names.size() ? names.get(i + 1) : lines.size();
            queries.add(section(names.get(i), end, session));
        }
        return queries;
    }

    /** Where comments begin behind which no statement comes before the end. */
    private int behind(int end) {
        int begin = end;
        while (COMMENT_OR_EMPTY.matcher(lines.get(begin - 1)).matches()) {
            begin--;
        }
        return begin;
    }

    /** Require that what the comments of some lines ask for is read. */
    private void requireRead(int begin, int end, QueryComments.Place place) {
        for (int i = begin; i < end; i++) {
            int line = i + 1;
            QueryComments.wrong(lines.get(i), place).ifPresent(message -> {
                throw error(line, message);
            });
        }
    }

    /** What the comments of some lines say of the session; above the first name they are for the whole file. */
    private ServiceSession session(ServiceSession of, int begin, int end) {
        ServiceSession session = of;
        for (int i = begin; i < end; i++) {
            Matcher comment = SESSION.matcher(lines.get(i));
            if (!comment.matches()) {
                continue;
            }
            String value = comment.group(2);
            boolean role = comment.group(1).equals("role");
            if (!(role ? ROLE : SEARCH_PATH).matcher(value).matches()) {
                throw error(
                        i + 1,
                        role
                                ? "This is no role: '" + value
                                        + "'. Write its name as SQL does, such as '-- role: shop'."
                                : "This is no list of schemas: '" + value
                                        + "'. Write their names as SQL does, such as '-- search_path: shop, public'.");
            }
            session = role ? session.withRole(value) : session.withSearchPath(value);
        }
        return session;
    }

    /**
     * @param nameAt index of the line with the name
     * @param ofFile what the file says of the session
     */
    private NamedQuery section(int nameAt, int end, ServiceSession ofFile) {
        String name = name(nameAt);
        Fragment statement = statement(name, nameAt, end);
        int line = statement.position(0).line();
        requireRead(nameAt + 1, line - 1, QueryComments.Place.QUERY);
        requireRead(behind(end), end, QueryComments.Place.BEHIND);
        QueryParameters parameters;
        try {
            parameters = QueryParameters.of(statement.sql());
        } catch (IllegalArgumentException e) {
            throw error(line, String.valueOf(e.getMessage()));
        }
        Map<Integer, String> samples = new TreeMap<>();
        @Nullable String from = null;
        @Nullable String until = null;
        for (int i = nameAt + 1; i < line - 1; i++) {
            Matcher sample = SAMPLE.matcher(lines.get(i));
            Matcher version = VERSION.matcher(lines.get(i));
            if (sample.matches()) {
                samples.put(number(i, name, parameters, sample.group(1)), sample.group(2));
            } else if (version.matches() && version.group(1).equals("from")) {
                from = version.group(2);
            } else if (version.matches()) {
                until = version.group(2);
            }
        }
        return new NamedQuery(
                service,
                name,
                parameters.sql(),
                parameters.names(),
                new TreeMap<>(samples),
                Optional.ofNullable(from),
                Optional.ofNullable(until),
                session(ofFile, nameAt + 1, line - 1),
                path,
                line);
    }

    private String name(int at) {
        Matcher line = NAME.matcher(lines.get(at));
        Matcher named = NAMED.matcher(line.matches() ? line.group(1) : "");
        if (!named.matches()) {
            throw error(
                    at + 1,
                    "This is no name of a statement: '" + lines.get(at).strip()
                            + "'. Write letters, digits, _ and -, such as '-- name: find_orders'.");
        }
        return named.group(1);
    }

    private Fragment statement(String name, int nameAt, int end) {
        SourceText source = new SourceText(path, String.join("\n", lines.subList(nameAt, end)), nameAt + 1);
        try {
            Splitter splitter = Splitter.server(source, () -> true);
            Optional<Fragment> first = splitter.next().filter(fragment -> !isComment(fragment));
            if (first.isEmpty()) {
                throw error(nameAt + 1, "Nothing stands below the name " + name + ".");
            }
            Optional<Fragment> second = splitter.next().filter(fragment -> !isComment(fragment));
            if (second.isPresent()) {
                throw error(
                        second.get().position(0).line(),
                        "A second statement stands below the name " + name + ". Write '-- name: …' above it.");
            }
            return first.get();
        } catch (ScriptException e) {
            throw error(e.position().line(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isComment(Fragment fragment) {
        return fragment.sql()
                .lines()
                .allMatch(line -> COMMENT_OR_EMPTY.matcher(line).matches());
    }

    private int number(int at, String name, QueryParameters parameters, String parameter) {
        int number = parameters.names().indexOf(parameter) + 1;
        if (number == 0) {
            throw error(
                    at + 1,
                    "The statement " + name + " has no parameter " + parameter + ". It has "
                            + (parameters.names().isEmpty() ? "none" : String.join(", ", parameters.names())) + ".");
        }
        return number;
    }

    private MigrationException error(int line, String message) {
        return new MigrationException(path + ":" + line + ": " + message);
    }
}
