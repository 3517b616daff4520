package io.schemaproof.trace;

import io.schemaproof.migration.SessionFacts;
import io.schemaproof.migration.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a session keeps between two scripts. */
record SessionState(Map<Key, String> values, Optional<String> mark) {

    /** Statements that may set anything; others can only do so through functions of theirs. */
    private static final Pattern MAY_SET = Pattern.compile(
            "(?is)(SET|RESET|DISCARD|DO|CALL|SELECT|WITH|EXECUTE|VALUES|FETCH)\\b.*|.*\\bset_config\\b.*");

    /** Costs a tenth of the whole: the settings on which migrations depend, and how much there is of the rest. */
    static final String PREPARE_MARK =
            "PREPARE schemaproof_mark AS SELECT pg_catalog.concat_ws(' ', session_user, current_user, "
                    + Stream.of(
                                    "search_path",
                                    "lock_timeout",
                                    "statement_timeout",
                                    "idle_in_transaction_session_timeout",
                                    "TimeZone",
                                    "DateStyle",
                                    "IntervalStyle",
                                    "session_replication_role",
                                    "row_security",
                                    "check_function_bodies",
                                    "standard_conforming_strings",
                                    "client_min_messages",
                                    "default_tablespace",
                                    "default_table_access_method",
                                    "default_transaction_isolation",
                                    "default_transaction_read_only",
                                    "work_mem",
                                    "maintenance_work_mem",
                                    "synchronous_commit",
                                    "constraint_exclusion")
                            .map(name -> "pg_catalog.current_setting('" + name + "')")
                            .collect(Collectors.joining(", "))
                    + ", pg_catalog.pg_my_temp_schema(),"
                    + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_lock_status()"
                    + " WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()),"
                    + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_statement() WHERE name NOT LIKE 'schemaproof%'),"
                    + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_listening_channels()),"
                    + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_cursor()))";

    static final String EXECUTE_MARK = "EXECUTE schemaproof_mark";

    /** Asks the functions and not the views that are made of them, which a new session would have to read first. */
    private static final String QUERY = """
            SELECT 'SETTING', name, setting FROM pg_catalog.pg_show_all_settings()
            WHERE source = 'session' AND setting IS DISTINCT FROM reset_val AND name NOT LIKE 'schemaproof.%'
            UNION ALL SELECT 'ROLE', 'session_user', session_user
            UNION ALL SELECT 'ROLE', 'current_user', current_user
            UNION ALL SELECT 'ADVISORY_LOCK', pg_catalog.concat_ws(':', classid, objid, objsubid), mode
              FROM pg_catalog.pg_lock_status() WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
            UNION ALL SELECT 'TEMPORARY_RELATION', relname, relkind::pg_catalog.text
              FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema()
            UNION ALL SELECT 'PREPARED_STATEMENT', name, statement
              FROM pg_catalog.pg_prepared_statement() WHERE name NOT LIKE 'schemaproof%' AND from_sql
            UNION ALL SELECT 'CHANNEL', c, '' FROM pg_catalog.pg_listening_channels() c
            UNION ALL SELECT 'CURSOR', name, statement FROM pg_catalog.pg_cursor() WHERE is_holdable""";

    private static final Key TIME_ZONE = new Key(SessionLeak.Kind.SETTING, "TimeZone");

    record Key(SessionLeak.Kind kind, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? name.compareTo(other.name) : byKind;
        }
    }

    /** The state as it is. */
    static SessionState read(Connection connection) throws SQLException {
        Map<Key, String> values = new TreeMap<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                values.put(
                        new Key(SessionLeak.Kind.valueOf(rows.getString(1)), rows.getString(2)),
                        String.valueOf(rows.getString(3)));
            }
        }
        return new SessionState(values, Optional.empty());
    }

    /**
     * The state of a session that nobody has used, by what the server has told when it was opened. It is another one where those who
     * log in have more done for them.
     */
    static SessionState ofNew(SessionFacts told) {
        Map<Key, String> values = new TreeMap<>();
        values.put(TIME_ZONE, told.timeZone());
        values.put(new Key(SessionLeak.Kind.ROLE, "session_user"), told.user());
        values.put(new Key(SessionLeak.Kind.ROLE, "current_user"), told.user());
        return new SessionState(values, Optional.empty());
    }

    /** The state of another session, but for the time zone that this one has been given. */
    SessionState withTimeZoneOf(SessionState other) {
        Map<Key, String> all = new TreeMap<>(values);
        all.put(TIME_ZONE, String.valueOf(other.values.get(TIME_ZONE)));
        return new SessionState(all, Optional.empty());
    }

    /** The same state with what a look at a few things shows of it. */
    SessionState marked(Connection connection, PreparedLooks looks) throws SQLException {
        return mark.isPresent() ? this : new SessionState(values, Optional.of(mark(connection, looks)));
    }

    /** The state after some statements; a look at a few things tells whether it must be read. */
    SessionState next(Connection connection, PreparedLooks looks, List<Statement> statements) throws SQLException {
        Optional<String> now = Optional.of(mark(connection, looks));
        boolean same = now.equals(mark)
                && statements.stream()
                        .noneMatch(statement -> MAY_SET.matcher(statement.sql()).matches());
        return same && values.keySet().stream().noneMatch(key -> key.kind() == SessionLeak.Kind.TEMPORARY_RELATION)
                ? this
                : new SessionState(read(connection).values, now);
    }

    private static String mark(Connection connection, PreparedLooks looks) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            List<String> commands = looks.mark();
            statement.execute(String.join(";", commands));
            for (int i = 1; i < commands.size(); i++) {
                statement.getMoreResults();
            }
            ResultSet row = statement.getResultSet();
            row.next();
            return row.getString(1);
        }
    }

    /** What is otherwise now, with the statement that names it. */
    List<SessionLeak> leaksTo(SessionState after, List<Statement> statements) {
        TreeSet<Key> keys = new TreeSet<>(values.keySet());
        keys.addAll(after.values.keySet());
        List<SessionLeak> leaks = new ArrayList<>();
        for (Key key : keys) {
            Optional<String> old = Optional.ofNullable(values.get(key));
            Optional<String> now = Optional.ofNullable(after.values.get(key));
            if (!old.equals(now)) {
                leaks.add(new SessionLeak(key.kind(), key.name(), old, now, naming(key, statements)));
            }
        }
        return leaks;
    }

    private static Optional<Statement> naming(Key key, List<Statement> statements) {
        String word = switch (key.kind()) {
            case ROLE -> key.name().equals("current_user") ? "role" : "session authorization";
            case ADVISORY_LOCK -> "advisory";
            default -> key.name().toLowerCase(Locale.ROOT);
        };
        return statements.stream()
                .filter(statement -> statement.sql().toLowerCase(Locale.ROOT).contains(word))
                .reduce((first, second) -> second);
    }
}
