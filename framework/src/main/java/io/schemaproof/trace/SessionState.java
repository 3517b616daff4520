package io.schemaproof.trace;

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

/** What a session keeps between two scripts. */
record SessionState(Map<Key, String> values) {

    private static final String QUERY = """
            SELECT 'SETTING', name, setting FROM pg_catalog.pg_settings
            WHERE source = 'session' AND setting IS DISTINCT FROM reset_val AND name NOT LIKE 'schemaproof.%'
            UNION ALL SELECT 'ROLE', 'session_user', session_user
            UNION ALL SELECT 'ROLE', 'current_user', current_user
            UNION ALL SELECT 'ADVISORY_LOCK', pg_catalog.concat_ws(':', classid, objid, objsubid), mode
              FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
            UNION ALL SELECT 'TEMPORARY_RELATION', relname, relkind::pg_catalog.text
              FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema()
            UNION ALL SELECT 'PREPARED_STATEMENT', name, statement
              FROM pg_catalog.pg_prepared_statements WHERE name NOT LIKE 'schemaproof%' AND from_sql
            UNION ALL SELECT 'CHANNEL', c, '' FROM pg_catalog.pg_listening_channels() c
            UNION ALL SELECT 'CURSOR', name, statement FROM pg_catalog.pg_cursors WHERE is_holdable""";

    record Key(SessionLeak.Kind kind, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? name.compareTo(other.name) : byKind;
        }
    }

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
        return new SessionState(values);
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
