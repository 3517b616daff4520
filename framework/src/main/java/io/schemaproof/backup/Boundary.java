package io.schemaproof.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What goes over the edge of a backup of some schemas, and is no part of it.
 *
 * @param dependents what lies outside and depends on what is backed up: {@code public.newest (on vehicles.make)}
 * @param needs what lies outside and what is backed up depends on: {@code public.status (by vehicles.make)}
 * @param extensions those that what is backed up depends on
 */
record Boundary(List<String> dependents, List<String> needs, List<NeededExtension> extensions) {

    static final Boundary NONE = new Boundary(List.of(), List.of(), List.of());

    /** Each dependency with an end in the schemas; what extensions brought stands for the extension. */
    private static final String CROSSING = """
            WITH named AS (
                SELECT 'pg_class'::regclass AS class, oid, relnamespace AS schema, oid::regclass::text AS name
                  FROM pg_class
                UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace, oid::regtype::text FROM pg_type
                UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace, oid::regprocedure::text FROM pg_proc
                UNION ALL SELECT 'pg_operator'::regclass, oid, oprnamespace, oid::regoperator::text FROM pg_operator
                UNION ALL SELECT 'pg_collation'::regclass, oid, collnamespace, oid::regcollation::text FROM pg_collation
                UNION ALL SELECT 'pg_opclass'::regclass, oid, opcnamespace, opcname::text FROM pg_opclass
                UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgnamespace, oid::regconfig::text FROM pg_ts_config
                UNION ALL SELECT 'pg_rewrite'::regclass, r.oid, relnamespace, ev_class::regclass::text
                  FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class
                UNION ALL SELECT 'pg_attrdef'::regclass, d.oid, relnamespace, adrelid::regclass::text
                  FROM pg_attrdef d JOIN pg_class c ON c.oid = adrelid
                UNION ALL SELECT 'pg_constraint'::regclass, d.oid, connamespace,
                       coalesce(nullif(conrelid, 0)::regclass::text, conname) FROM pg_constraint d
                UNION ALL SELECT 'pg_trigger'::regclass, d.oid, relnamespace, tgrelid::regclass::text
                  FROM pg_trigger d JOIN pg_class c ON c.oid = tgrelid
                UNION ALL SELECT 'pg_policy'::regclass, d.oid, relnamespace, polrelid::regclass::text
                  FROM pg_policy d JOIN pg_class c ON c.oid = polrelid),
            ends AS (
                SELECT n.*, s.nspname, s.nspname = ANY (?) AS inside, e.extname, e.extversion, es.nspname AS extschema
                  FROM named n JOIN pg_namespace s ON s.oid = n.schema
                  LEFT JOIN pg_depend m ON m.classid = n.class AND m.objid = n.oid AND m.deptype = 'e'
                  LEFT JOIN pg_extension e ON e.oid = m.refobjid
                  LEFT JOIN pg_namespace es ON es.oid = e.extnamespace
                 WHERE s.nspname NOT IN ('pg_catalog', 'information_schema') AND s.nspname !~ '^pg_(toast|temp)')
            SELECT DISTINCT b.inside, a.name, b.name, b.extname, b.extversion, b.extschema
              FROM pg_depend d
              JOIN ends a ON a.class = d.classid AND a.oid = d.objid
              JOIN ends b ON b.class = d.refclassid AND b.oid = d.refobjid
             WHERE d.deptype NOT IN ('e', 'x') AND (a.extname IS NULL OR a.extname IS DISTINCT FROM b.extname)
               AND (a.inside <> b.inside OR (a.inside AND b.extname IS NOT NULL))
             ORDER BY 2, 3""";

    Boundary {
        dependents = List.copyOf(dependents);
        needs = List.copyOf(needs);
        extensions = List.copyOf(extensions);
    }

    /** An extension without which what is backed up cannot be restored. */
    record NeededExtension(String name, String version, String schema) {}

    static Boundary read(Connection connection, Scope scope) throws SQLException {
        if (scope.isWhole()) {
            return NONE;
        }
        List<String> dependents = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        Set<NeededExtension> extensions = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(CROSSING)) {
            statement.setArray(
                    1, connection.createArrayOf("text", scope.schemas().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(4) != null) {
                        extensions.add(new NeededExtension(rows.getString(4), rows.getString(5), rows.getString(6)));
                    } else if (rows.getBoolean(1)) {
                        dependents.add(rows.getString(2) + " (on " + rows.getString(3) + ")");
                    } else {
                        needs.add(rows.getString(3) + " (by " + rows.getString(2) + ")");
                    }
                }
            }
        }
        return new Boundary(dependents, needs, List.copyOf(extensions));
    }
}
