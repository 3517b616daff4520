package io.schemaproof.catalog;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is the same in every database of one version of the server, asked for once.
 *
 * @param keywords words that must be quoted as names
 * @param defaultClasses the server's own default operator classes of B-trees and hash indexes, with their types
 */
record ServerFacts(Set<String> keywords, Map<Long, Long> defaultClasses) {

    private static final Map<String, ServerFacts> KNOWN = new ConcurrentHashMap<>();

    private static final String QUERY =
            "SELECT k.word, NULL::oid, NULL::oid FROM pg_get_keywords() k WHERE k.catcode <> 'U'"
                    + " UNION ALL SELECT NULL, o.oid, o.opcintype FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod"
                    + " WHERE o.opcdefault AND o.oid < 16384 AND m.amname IN ('btree', 'hash')";

    /** Return the facts of a server, over a connection that sees pg_catalog first. */
    static ServerFacts of(String version, Connection connection) throws SQLException {
        ServerFacts known = KNOWN.get(version);
        if (known == null) {
            known = ask(connection);
            KNOWN.put(version, known);
        }
        return known;
    }

    private static ServerFacts ask(Connection connection) throws SQLException {
        Set<String> keywords = new HashSet<>();
        Map<Long, Long> classes = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                String word = rows.getString(1);
                if (word == null) {
                    classes.put(rows.getLong(2), rows.getLong(3));
                } else {
                    keywords.add(word);
                }
            }
        }
        return new ServerFacts(Set.copyOf(keywords), Map.copyOf(classes));
    }

    /** Write a name as {@code quote_ident} does. */
    String quote(String name) {
        return isPlain(name) && !keywords.contains(name) ? name : SqlText.identifier(name);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (c != '_' && !(c >= 'a' && c <= 'z') && !(digit && i > 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
