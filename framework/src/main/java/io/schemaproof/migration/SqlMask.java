package io.schemaproof.migration;

import io.schemaproof.base.SqlSpan;
import io.schemaproof.base.SqlSpan.Kind;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.SensitiveColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hides what SQL says of the values of sensitive columns. Nobody knows which literal of a statement goes into which column, so
 * all of a statement are hidden that names a sensitive one, and all that an {@code INSERT} without a list of columns holds,
 * unless its table is known to have no such column.
 *
 * <p>Safe for use by several threads, of which each learns for all.
 *
 * @since 0.1
 */
public final class SqlMask {

    /** Here a number is the length of a type or the like; elsewhere it may be a value. */
    private static final Set<String> OF_TYPES = Set.of("create", "alter");

    /** What the server says it was at, when a function failed. */
    private static final Pattern INNER =
            Pattern.compile("(?s)\\bSQL (?:statement|expression) \"(.*?)\"(?=\\n(?:PL/|SQL )|\\z)");

    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s']+@");

    private final SensitiveColumns sensitive;
    /** Names of tables, without their schemas, to whether one of that name has a sensitive column. */
    private final Map<String, Boolean> tables = new ConcurrentHashMap<>();

    private @Nullable Shown last;

    public SqlMask(SensitiveColumns sensitive) {
        this.sensitive = sensitive;
    }

    /** Return one by what a configuration marks, and the system's where it says nothing. */
    public static SqlMask of(Configuration configuration) {
        return new SqlMask(SensitiveColumns.of(configuration
                .orElse(Configuration.ofSystem())
                .orElse(Configuration.ofResource("junit-platform.properties"))));
    }

    /** Learn that there is a table; of one whose columns are not told, nothing may be shown. */
    public synchronized void learn(String table) {
        tables.merge(last(table), false, Boolean::logicalOr);
        last = null;
    }

    /** Learn that a table has a column; of a table that nobody has told of, there may be others. */
    public synchronized void learn(String table, String column) {
        last = null;
        if (sensitive.mayHide(last(column))) {
            tables.put(last(table), true);
        } else {
            tables.putIfAbsent(last(table), true);
        }
    }

    private static String last(String identity) {
        return identity.substring(identity.lastIndexOf('.') + 1)
                .replace("\"", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Return a script, or a part of one, as it may be shown; lines stay where they are. */
    public String script(String sql) {
        return spans(sql).stream().map(SqlSpan::text).collect(Collectors.joining());
    }

    /** Return the parts of a script as they may be shown. */
    public List<SqlSpan> spans(String sql) {
        return shown(sql).spans();
    }

    /** One for each part of the script. The last script is kept: errors of one come one after the other. */
    synchronized Shown shown(String sql) {
        if (last == null || !last.sql().equals(sql)) {
            List<SqlSpan> original = SqlSpan.of(sql);
            last = new Shown(sql, original, masked(original));
        }
        return last;
    }

    /** @param spans as they may be shown, one for each that is there */
    record Shown(String sql, List<SqlSpan> original, List<SqlSpan> spans) {}

    private List<SqlSpan> masked(List<SqlSpan> original) {
        List<SqlSpan> shown = new ArrayList<>();
        List<SqlSpan> statement = new ArrayList<>();
        for (SqlSpan span : original) {
            if (isEnded(statement) && span.kind() != Kind.DATA) {
                shown.addAll(statement(statement));
                statement.clear();
            }
            statement.add(span);
        }
        shown.addAll(statement(statement));
        return shown;
    }

    private static boolean isEnded(List<SqlSpan> statement) {
        Kind last = statement.isEmpty()
                ? Kind.SPACE
                : statement.get(statement.size() - 1).kind();
        return last == Kind.END || last == Kind.DATA;
    }

    /** Whether a statement may hold what may not be shown; a part of one, too, but for what stands in bodies of functions. */
    public boolean hides(String sql) {
        return !hidden(sql).isEmpty();
    }

    /** Whether one of the statements may that the server quotes where it says what it was at. */
    boolean hidesInner(String context) {
        return INNER.matcher(context).results().anyMatch(inner -> hides(inner.group(1)));
    }

    /** Return what the server says that it was at as it may be shown. */
    String context(String context) {
        return INNER.matcher(context)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group().replace(match.group(1), script(match.group(1)))));
    }

    /** Return a text of the server's about a statement as it may be shown: what it quotes may be a value. */
    public String message(String statement, String text) {
        return sensitive.mayHideOneIn(text) || !hidden(statement).isEmpty() ? quoted(text) : text;
    }

    /** Return what a catalogue says of an object, such as a default, as it may be shown. */
    public String definition(String object, String text) {
        return sensitive.mayHideOneIn(object) ? condition(text) : script(text);
    }

    /** Return a condition of a plan as it may be shown. Its literals come from rows, so that all are hidden. */
    public String condition(String text) {
        boolean numbers = sensitive.mayHideOneIn(text);
        return SqlSpan.of(text).stream()
                .map(span -> masked(span, numbers).text())
                .collect(Collectors.joining());
    }

    /** Return the statements of a script that hold what may not be shown. */
    public List<List<SqlSpan>> hidden(String sql) {
        List<List<SqlSpan>> hidden = new ArrayList<>();
        List<SqlSpan> statement = new ArrayList<>();
        for (SqlSpan span : SqlSpan.of(sql)) {
            if (isEnded(statement) && span.kind() != Kind.DATA) {
                addIfHidden(statement, hidden);
                statement = new ArrayList<>();
            }
            statement.add(span);
            if (span.kind() == Kind.DOLLAR) {
                hidden.addAll(hidden(inner(span.text())));
            }
        }
        addIfHidden(statement, hidden);
        return hidden;
    }

    private void addIfHidden(List<SqlSpan> statement, List<List<SqlSpan>> hidden) {
        if (hides(statement)) {
            hidden.add(List.copyOf(statement));
        }
    }

    private List<SqlSpan> statement(List<SqlSpan> statement) {
        if (!hides(statement)) {
            return statement.stream()
                    .map(span -> switch (span.kind()) {
                        case DOLLAR -> masked(span, false);
                        case COMMENT, LITERAL -> new SqlSpan(span.kind(), withoutCredentials(span.text()));
                        default -> span;
                    })
                    .toList();
        }
        boolean numbers = !OF_TYPES.contains(word(words(statement), 0));
        return statement.stream().map(span -> masked(span, numbers)).toList();
    }

    private boolean hides(List<SqlSpan> statement) {
        String said = statement.stream()
                .filter(span -> span.kind() != Kind.COMMENT && span.kind() != Kind.DOLLAR && span.kind() != Kind.DATA)
                .map(SqlSpan::text)
                .collect(Collectors.joining());
        return sensitive.mayHideOneIn(said) || namesNoColumn(words(statement));
    }

    /** Whether rows come into a table of which nobody says into which columns, one of which may be sensitive. */
    private boolean namesNoColumn(List<String> words) {
        if (word(words, 0).equals("copy") && !word(words, 1).equals("(") && namesNoColumn(words, 1)) {
            return true;
        }
        boolean merges = false;
        for (int at = 0; at < words.size(); at++) {
            // Also behind a WITH, and behind the BEGIN of a block.
            boolean insert =
                    word(words, at).equals("insert") && word(words, at + 1).equals("into");
            if (insert && namesNoColumn(words, at + 2)) {
                return true;
            }
            merges |= word(words, at).equals("merge") && namesNoColumn(words, at + 2);
            if (merges
                    && word(words, at).equals("insert")
                    && word(words, at + 1).equals("values")) {
                return true;
            }
        }
        return false;
    }

    private boolean namesNoColumn(List<String> words, int name) {
        int at = name;
        while (word(words, at + 1).equals(".")) {
            at += 2;
        }
        String table = last(word(words, at));
        boolean list = word(words, at + 1).equals("(")
                && !Set.of("select", "with", "values").contains(word(words, at + 2));
        return !list && tables.getOrDefault(table, true);
    }

    /** What is no space and no comment, in small letters. */
    private static List<String> words(List<SqlSpan> statement) {
        return statement.stream()
                .filter(span -> span.kind() != Kind.SPACE && span.kind() != Kind.COMMENT)
                .map(span -> span.text().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private SqlSpan masked(SqlSpan span, boolean numbers) {
        return switch (span.kind()) {
            case LITERAL -> new SqlSpan(span.kind(), "'" + SensitiveColumns.MASK + breaks(span.text()) + "'");
            case NUMBER -> numbers ? new SqlSpan(span.kind(), SensitiveColumns.MASK) : span;
            case COMMENT -> new SqlSpan(span.kind(), withoutCredentials(quoted(span.text())));
            case DOLLAR -> new SqlSpan(span.kind(), body(span.text()));
            case DATA -> new SqlSpan(span.kind(), data(span.text()));
            default -> span;
        };
    }

    private String body(String dollar) {
        String inner = inner(dollar);
        int open = dollar.indexOf('$', 1) + 1;
        return dollar.substring(0, open) + script(inner) + dollar.substring(open + inner.length());
    }

    /** What stands between the dollars. */
    private static String inner(String dollar) {
        int open = dollar.indexOf('$', 1) + 1;
        boolean closed = dollar.length() >= 2 * open && dollar.endsWith(dollar.substring(0, open));
        return dollar.substring(open, closed ? dollar.length() - open : dollar.length());
    }

    private static String data(String text) {
        return text.lines()
                .map(line -> line.isBlank() || line.equals("\\.") ? line : SensitiveColumns.MASK)
                .collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
    }

    /** Of addresses, which may hold a user and a password. */
    private static String withoutCredentials(String text) {
        return CREDENTIALS.matcher(text).replaceAll(SensitiveColumns.MASK + "@");
    }

    private static String quoted(String text) {
        return text.replaceAll("'[^']*'", "'" + SensitiveColumns.MASK + "'");
    }

    /** So that lines stay where they are. */
    private static String breaks(String text) {
        return "\n".repeat((int) text.chars().filter(c -> c == '\n').count());
    }
}
