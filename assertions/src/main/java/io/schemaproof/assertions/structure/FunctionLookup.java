package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Find functions by name or signature, whose argument types may be written in any way the server knows. */
final class FunctionLookup {

    private static final Pattern VARIADIC = Pattern.compile("(?i)([(,]\\s*)VARIADIC\\s+");

    private FunctionLookup() {}

    static List<Function> all(Schema schema, String name) {
        List<Function> found = schema.catalog().functions(name);
        if (found.isEmpty() && VARIADIC.matcher(name).find()) {
            // As CREATE FUNCTION and psql write it; for the server the type is enough.
            return all(schema, VARIADIC.matcher(name).replaceAll("$1"));
        }
        if (!found.isEmpty() || name.indexOf('(') < 0) {
            return found;
        }
        // Up to version 15 the server refuses to look for what has an argument of no type.
        if (name.strip().endsWith(")")
                && ArgumentTypes.firstUnknown(schema, name).isPresent()) {
            return List.of();
        }
        String oid = new Sql(schema.dataSource()).value("SELECT pg_catalog.to_regprocedure(?)::oid::text", name);
        return CatalogNames.sql(schema).column("""
                        SELECT format('%I.%I(%s)', n.nspname, p.proname,
                          (SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY t.place)
                           FROM unnest(p.proargtypes) WITH ORDINALITY t(oid, place)))
                        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                        WHERE p.oid::text = ?""", oid).stream()
                .flatMap(identity -> schema.catalog().functions(identity).stream())
                .toList();
    }

    /** The one function of this name, of one of these kinds. */
    static Function one(
            Schema schema,
            String signature,
            Set<ObjectKind> kinds,
            java.util.function.Function<Failure, AssertionError> error) {
        List<Function> all = all(schema, signature);
        List<Function> found =
                all.stream().filter(function -> kinds.contains(function.kind())).toList();
        if (found.size() > 1) {
            throw error.apply(Failure.expected("one function " + signature)
                    .butWas("one", found.size() + ": " + Lookup.names(found))
                    .line("Say which by its argument types."));
        }
        if (found.isEmpty() && !all.isEmpty()) {
            String kind = kinds.iterator().next().word();
            throw error.apply(Failure.expected(kind + " " + signature + " to exist")
                    .butWas(
                            Article.with(kind),
                            all.stream()
                                    .map(function -> function.kind().word() + " " + function.signature())
                                    .collect(Collectors.joining(", "))));
        }
        return found.stream().findFirst().orElseThrow(() -> error.apply(missing(schema, signature)));
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
