package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Find an object in the catalogue that no typed view stands for, or word that it is missing. */
final class ChildLookup {

    private ChildLookup() {}

    /** A part of a table or view by its own name. */
    static CatalogObject child(
            Schema schema,
            CatalogObject parent,
            ObjectKind kind,
            String name,
            Function<Failure, AssertionError> missing) {
        String wanted = Names.column(name);
        List<CatalogObject> all = children(schema, parent, kind);
        return all.stream()
                .filter(child -> name(child).equals(wanted))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = all.stream().map(ChildLookup::name).toList();
                    String hint = Names.didYouMean(wanted, names);
                    Failure failure = Failure.expected(kind.word() + " " + name + " to exist")
                            .butWas(name, "no such " + kind.word())
                            .line(hint);
                    return missing.apply(
                            names.isEmpty()
                                    ? failure.line("There is no " + kind.word() + " at all.")
                                    : hint.isEmpty() ? failure.line("There are: " + quoted(names)) : failure);
                });
    }

    static List<CatalogObject> children(Schema schema, CatalogObject parent, ObjectKind kind) {
        return schema.catalog().children(parent.id()).stream()
                .filter(child -> child.id().kind() == kind)
                .toList();
    }

    /** The last part of an identity, without quotes. */
    static String name(CatalogObject object) {
        List<String> parts = Names.parse(object.id().identity());
        return parts.get(parts.size() - 1);
    }

    /** An object of a schema, or of the database. */
    static CatalogObject object(
            Schema schema, ObjectKind kind, String name, Function<Failure, AssertionError> missing) {
        return schema.catalog().find(kind, name).orElseThrow(() -> {
            List<String> others = Stream.of(ObjectKind.values())
                    .filter(other -> other != kind && other != ObjectKind.COMMENT)
                    .flatMap(other -> schema.catalog().find(other, name).stream())
                    .map(other -> other.id().identity() + " exists but is "
                            + Article.with(other.id().kind().word()) + ".")
                    .toList();
            return missing.apply(Lookup.missing(
                    kind.word(),
                    name,
                    schema.catalog().suggest(kind, name),
                    schema.catalog().objects(kind).stream()
                            .map(object -> object.id().identity())
                            .toList(),
                    others.toArray(String[]::new)));
        });
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(Names::quote).toList());
    }
}
