package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.QualifiedName;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a session looks for a name without a schema.
 *
 * @param text as it is set
 * @param schemas in order, without quotes
 */
record SearchPath(String text, List<String> schemas) {

    private static final String DEFAULT = "\"$user\", public";

    private static final List<ObjectKind> TYPES = List.of(
            ObjectKind.ENUM_TYPE, ObjectKind.COMPOSITE_TYPE, ObjectKind.DOMAIN, ObjectKind.RANGE_TYPE, ObjectKind.TYPE);

    SearchPath {
        schemas = List.copyOf(schemas);
    }

    /** @param role whose session it is, without quotes; empty for any */
    static SearchPath of(Optional<String> value, String role) {
        String text = value.orElse(DEFAULT);
        List<String> schemas = new ArrayList<>();
        for (String part : text.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            String schema = part.strip();
            String name = schema.startsWith("\"")
                    ? schema.substring(1, schema.length() - 1).replace("\"\"", "\"")
                    : schema;
            schemas.add(name.equals("$user") ? role : name);
        }
        return new SearchPath(text.isEmpty() ? "no schema" : text, schemas);
    }

    /** What becomes of names that this finds, by another path; empty where each finds the same. */
    Optional<String> change(Catalog catalog, SearchPath other) {
        Map<String, String> was = found(catalog);
        Map<String, String> now = other.found(catalog);
        List<String> gone = was.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .map(was::get)
                .toList();
        List<String> others = was.entrySet().stream()
                .filter(entry -> now.containsKey(entry.getKey())
                        && !now.get(entry.getKey()).equals(entry.getValue()))
                .map(entry -> now.get(entry.getKey()) + " instead of " + entry.getValue())
                .toList();
        if (gone.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                (gone.isEmpty() ? "" : "without its schema it does not find " + Words.list(gone) + " any more")
                        + (gone.isEmpty() || others.isEmpty() ? "" : ", and ")
                        + (others.isEmpty() ? "" : "by the same name it finds " + Words.list(others))
                        + ".");
    }

    /** What each name means, of a function with the types of its arguments; names of relations, functions and types do not meet. */
    private Map<String, String> found(Catalog catalog) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String schema : schemas) {
            relations(catalog)
                    .filter(object -> object.schema().equals(schema))
                    .forEach(object -> found.putIfAbsent(object.quotedName(), object.identity()));
            catalog.functions().stream()
                    .filter(function -> function.schema().equals(schema))
                    .forEach(function -> found.putIfAbsent(
                            function.name() + "(" + function.argumentTypes() + ")", function.signature()));
            for (ObjectKind kind : TYPES) {
                catalog.objects(kind).stream()
                        .map(CatalogObject::id)
                        .filter(type ->
                                QualifiedName.parts(type.identity()).get(0).equals(schema))
                        .forEach(type -> found.putIfAbsent("type " + type.name(), type.identity()));
            }
        }
        return found;
    }

    private static Stream<TypedObject> relations(Catalog catalog) {
        return Stream.of(catalog.tables(), catalog.views(), catalog.sequences()).flatMap(List::stream);
    }
}
