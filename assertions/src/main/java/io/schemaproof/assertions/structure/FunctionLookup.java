package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.stream.Stream;

/** Find functions by name or signature, whose argument types may be written in any way the server knows. */
final class FunctionLookup {

    private FunctionLookup() {}

    static List<Function> all(Schema schema, String name) {
        List<Function> found = schema.catalog().functions(name);
        if (!found.isEmpty() || name.indexOf('(') < 0) {
            return found;
        }
        return new Sql(schema.dataSource())
                .rows("""
                        SELECT format('%I.%I(%s)', n.nspname, p.proname,
                          (SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY t.place)
                           FROM unnest(p.proargtypes) WITH ORDINALITY t(oid, place)))
                        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                        WHERE p.oid = pg_catalog.to_regprocedure(?)""", name).stream()
                        .flatMap(row -> schema.catalog().functions(String.valueOf(row.get(0))).stream())
                        .toList();
    }

    static Failure missing(Schema schema, String signature) {
        int parenthesis = signature.indexOf('(');
        String name = parenthesis < 0 ? signature : signature.substring(0, parenthesis);
        List<Function> sameName = schema.catalog().functions(name);
        if (!sameName.isEmpty()) {
            return Failure.expected("function " + signature + " to exist")
                    .butWas(signature, "other arguments: " + Lookup.names(sameName));
        }
        List<String> near = Stream.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE)
                .flatMap(kind -> schema.catalog().suggest(kind, signature).stream())
                .toList();
        List<String> existing = schema.catalog().functions().stream()
                .filter(function -> function.extension().isEmpty())
                .map(TypedObject::identity)
                .toList();
        return Lookup.missing("function", signature, near, existing);
    }
}
