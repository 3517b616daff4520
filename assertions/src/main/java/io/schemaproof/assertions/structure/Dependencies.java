package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.Arrays;
import java.util.List;

/** What a view reads and who reads it, by the dependencies that the server itself keeps. */
final class Dependencies {

    // Both directions: a view's query is its rule _RETURN, which depends on what the query names.
    private static final String NAMED = """
            SELECT DISTINCT CASE u.classid
                     WHEN 'pg_catalog.pg_proc'::regclass THEN (SELECT format('%I.%I(%s)', n.nspname, p.proname,
                         (SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY t.place)
                          FROM unnest(p.proargtypes) WITH ORDINALITY t(oid, place)))
                       FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                       WHERE p.oid = u.objid)
                     ELSE i.identity END
            FROM (%s) u(classid, objid)
            CROSS JOIN LATERAL pg_catalog.pg_identify_object(u.classid, u.objid, 0) i ORDER BY 1""";

    private final Schema schema;
    private final View view;

    Dependencies(Schema schema, View view) {
        this.schema = schema;
        this.view = view;
    }

    /** Tables, views, sequences and functions that its query names. */
    List<String> dependsOn() {
        return ask("""
                SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
                WHERE r.ev_class = pg_catalog.to_regclass(?) AND d.refobjid <> r.ev_class
                  AND d.refclassid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass)""");
    }

    /** Views and functions in standard SQL whose query names it. */
    List<String> usedBy() {
        return ask("""
                SELECT 'pg_catalog.pg_class'::regclass::oid, r.ev_class FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
                WHERE d.refclassid = 'pg_catalog.pg_class'::regclass
                  AND d.refobjid = pg_catalog.to_regclass(?) AND r.ev_class <> d.refobjid
                UNION ALL
                SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
                  AND d.refobjid = pg_catalog.to_regclass(?)""");
    }

    private List<String> ask(String objects) {
        Object[] binds = new Object[objects.contains("UNION") ? 2 : 1];
        Arrays.fill(binds, view.identity());
        return CatalogNames.sql(schema).column(NAMED.replace("(%s) u", "(" + objects + ") u"), binds);
    }

    /** Expected names as the catalogue writes them; a name with a parenthesis is a function's. */
    List<String> identities(String... names) {
        return Arrays.stream(names).map(this::identity).toList();
    }

    private String identity(String name) {
        if (name.indexOf('(') >= 0) {
            return FunctionLookup.all(schema, name).stream()
                    .findFirst()
                    .map(TypedObject::identity)
                    .orElse(name);
        }
        return schema.catalog()
                .table(name)
                .map(TypedObject::identity)
                .or(() -> schema.catalog().view(name).map(TypedObject::identity))
                .or(() -> schema.catalog().sequence(name).map(TypedObject::identity))
                .orElse(name);
    }
}
