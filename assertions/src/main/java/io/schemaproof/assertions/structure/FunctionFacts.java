package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server knows of a function beyond the snapshot's texts. */
record FunctionFacts(Schema schema, Function function) {

    Facts facts() {
        return Facts.of(schema.dataSource(), """
                SELECT prokind AS kind, prosupport::regproc::text AS support, prosupport <> 0 AS supported,
                       provariadic <> 0 AS variadic, pronargs - pronargdefaults AS required, pronargs AS inputs,
                       prorettype = 'pg_catalog.trigger'::regtype OR prorettype = 'pg_catalog.event_trigger'::regtype
                         AS fires,
                       pg_catalog.md5(coalesce(pg_get_function_sqlbody(oid), prosrc)) AS checksum
                FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure(?)""", function.signature());
    }

    /** Names of the arguments in the given modes; an argument without a name is the empty text. */
    List<String> names(String modes) {
        return sql().column("""
                SELECT coalesce(n.name, '') FROM pg_catalog.pg_proc p
                CROSS JOIN LATERAL unnest(p.proargnames) WITH ORDINALITY n(name, place)
                WHERE p.oid = pg_catalog.to_regprocedure(?)
                  AND coalesce(p.proargmodes[n.place], 'i') = ANY (string_to_array(?, ',')::"char"[])
                ORDER BY n.place""", function.signature(), modes);
    }

    /** Mode, name and type of all arguments, those of a TABLE result included: {@code OUT total numeric}. */
    List<String> arguments() {
        return sql().column("""
                SELECT concat_ws(' ', CASE coalesce(p.proargmodes[a.place], 'i') WHEN 'i' THEN 'IN' WHEN 'o' THEN 'OUT'
                         WHEN 'b' THEN 'INOUT' WHEN 'v' THEN 'VARIADIC' ELSE 'TABLE' END,
                       quote_ident(nullif(p.proargnames[a.place], '')), format_type(a.type, NULL))
                FROM pg_catalog.pg_proc p
                CROSS JOIN LATERAL unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY a(type, place)
                WHERE p.oid = pg_catalog.to_regprocedure(?) ORDER BY a.place""", function.signature());
    }

    /** The type of each argument that a caller gives. */
    List<String> inputTypes() {
        return sql().column("""
                SELECT format_type(a.type, NULL) FROM pg_catalog.pg_proc p
                CROSS JOIN LATERAL unnest(p.proargtypes) WITH ORDINALITY a(type, place)
                WHERE p.oid = pg_catalog.to_regprocedure(?) ORDER BY a.place""", function.signature());
    }

    /** Name or number to expression, of the arguments that may be left out. */
    Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        sql().rows("""
                SELECT coalesce(nullif(p.proargnames[a.place], ''), a.input::text),
                       pg_get_function_arg_default(p.oid, a.place::int)
                FROM pg_catalog.pg_proc p
                CROSS JOIN LATERAL (SELECT x.place, count(*) FILTER (WHERE coalesce(p.proargmodes[x.place], 'i') IN ('i', 'b', 'v'))
                                             OVER (ORDER BY x.place) AS input
                    FROM generate_series(1, coalesce(array_length(p.proallargtypes, 1), p.pronargs::int)) x(place)) a
                WHERE p.oid = pg_catalog.to_regprocedure(?)
                  AND pg_get_function_arg_default(p.oid, a.place::int) IS NOT NULL ORDER BY a.place""", function.signature())
                .forEach(row -> defaults.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        return defaults;
    }

    /** Setting to value, of what holds while it runs. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        function.object().attribute("settings").stream()
                .flatMap(text -> text.lines())
                .forEach(line ->
                        settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return settings;
    }

    private Sql sql() {
        return new Sql(schema.dataSource());
    }
}
