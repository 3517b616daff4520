package io.schemaproof.verify.function;

import io.schemaproof.catalog.Function;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the functions of a database are called with made-up values.
 *
 * @param functions by their signatures
 */
record CallTexts(Map<String, Call> functions) {

    /** Stands for any text; a message that holds it speaks of a name that was made of it. */
    static final String TEXT = "madeup";

    /** A number may be a key, and the first key is likely to be there. */
    private static final String QUERY = """
            WITH arguments AS (
                SELECT p.oid, a.position, a.type, coalesce(m.mode, 'i') = 'o' AS given,
                       p.provariadic <> 0 AND coalesce(m.mode = 'v', a.position = p.pronargs) AS variadic
                FROM pg_proc p
                CROSS JOIN LATERAL unnest(CASE WHEN p.prokind = 'p' THEN coalesce(p.proallargtypes, p.proargtypes::oid[])
                                               ELSE p.proargtypes::oid[] END) WITH ORDINALITY AS a(type, position)
                LEFT JOIN LATERAL unnest(p.proargmodes) WITH ORDINALITY AS m(mode, position)
                    ON p.prokind = 'p' AND m.position = a.position
                WHERE p.oid >= 16384),
            texts AS (
                SELECT a.oid,
                       bool_or(t.typtype = 'p') AS pseudo,
                       string_agg(CASE WHEN a.variadic THEN 'VARIADIC ' ELSE '' END
                           || coalesce(CASE
                               WHEN a.given THEN NULL
                               WHEN b.typtype = 'e' THEN
                                   (SELECT quote_literal(l.enumlabel) FROM pg_enum l WHERE l.enumtypid = b.oid ORDER BY l.enumsortorder LIMIT 1)
                               WHEN b.typname IN ('json', 'jsonb') OR b.typcategory = 'A' THEN '''{}'''
                               WHEN b.typname = 'regclass' THEN '''pg_catalog.pg_class'''
                               WHEN b.typname LIKE 'reg%' THEN NULL
                               WHEN b.typname IN ('time', 'timetz') THEN '''12:00'''
                               WHEN b.typcategory = 'N' THEN '''1'''
                               WHEN b.typcategory = 'S' THEN '''madeup'''
                               WHEN b.typcategory = 'D' THEN '''2024-01-01'''
                               WHEN b.typcategory = 'T' THEN '''1 day'''
                               WHEN b.typcategory = 'B' THEN '''true''' END, 'NULL')
                           || '::' || format_type(a.type, NULL), ', ' ORDER BY a.position) AS list
                FROM arguments a
                JOIN pg_type t ON t.oid = a.type
                JOIN pg_type b ON b.oid = CASE WHEN t.typbasetype = 0 THEN t.oid ELSE t.typbasetype END
                GROUP BY a.oid)
            SELECT format('%I.%I(%s)', n.nspname, p.proname,
                          (SELECT string_agg(format_type(u.type, NULL), ', ' ORDER BY u.position)
                           FROM unnest(p.proargtypes) WITH ORDINALITY AS u(type, position))),
                   p.oid,
                   l.lanname = 'sql' AND p.prosqlbody IS NULL,
                   CASE WHEN NOT coalesce(x.pseudo, false)
                             AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) THEN
                       CASE WHEN p.prokind = 'p' THEN 'CALL '
                            WHEN p.prorettype = 'record'::regtype AND NOT coalesce(p.proargmodes && '{o,b,t}', false) THEN 'SELECT '
                            ELSE 'SELECT * FROM ' END
                       || format('%I.%I(%s)', n.nspname, p.proname, x.list) END
            FROM pg_proc p
            JOIN pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_language l ON l.oid = p.prolang
            LEFT JOIN texts x ON x.oid = p.oid
            WHERE p.oid >= 16384 AND p.prokind IN ('f', 'p') AND l.lanname IN ('sql', 'plpgsql')
            """;

    /** @param text empty where nobody can make up what it asks for */
    private record Call(long oid, boolean readable, Optional<String> text) {}

    static CallTexts read(Connection connection) throws SQLException {
        Map<String, Call> functions = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            // Types are written with their schemas then, as a catalogue does.
            statement.execute("BEGIN; SET LOCAL search_path = ''");
            try (ResultSet row = statement.executeQuery(QUERY)) {
                while (row.next()) {
                    functions.put(
                            row.getString(1),
                            new Call(row.getLong(2), row.getBoolean(3), Optional.ofNullable(row.getString(4))));
                }
            }
            statement.execute("ROLLBACK");
        }
        return new CallTexts(functions);
    }

    /** Read a body; empty where it is not in SQL, or the server follows what it names. */
    Optional<FunctionTrial> reading(Function function) {
        return Optional.ofNullable(functions.get(function.signature()))
                .filter(Call::readable)
                .map(call -> FunctionTrial.reading(function, call.oid()));
    }

    /** Call a function; empty where it cannot be called by itself. */
    Optional<FunctionTrial> call(Function function) {
        return Optional.ofNullable(functions.get(function.signature()))
                .flatMap(Call::text)
                .map(text -> FunctionTrial.call(function, text));
    }
}
