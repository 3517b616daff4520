package io.schemaproof.verify.function;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.View;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.result.FunctionChanges;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What bodies name and an up changes though it keeps its name and its columns: the labels of an enum type, the query of a view, and whether
 * a table's changes can be published.
 */
record MetByMeaning(Catalog before, Script up) {

    private static final List<ObjectKind> PUBLISHED =
            List.of(ObjectKind.PUBLICATION, ObjectKind.PUBLICATION_TABLE, ObjectKind.PUBLICATION_SCHEMA);

    /** What may change, by the names in the up's text: nobody knows the schema to come yet. */
    FunctionChanges expected(FunctionChanges known) {
        String text = SqlCode.withoutComments(up.text());
        Stream<String> labels = before.enumTypes().stream()
                .filter(type -> WholeWord.in(text, type.name()))
                .flatMap(type -> type.labels().stream());
        Stream<String> views = views(before).map(View::name).filter(view -> WholeWord.in(text, view));
        Stream<String> tables =
                speaksOfPublishing(text) ? before.tables().stream().map(Table::name) : Stream.empty();
        return and(known, Stream.of(labels, views, tables).flatMap(names -> names));
    }

    /** What has changed. */
    FunctionChanges seen(FunctionChanges known, Catalog after) {
        Stream<String> labels = before.enumTypes().stream().flatMap(type -> gone(type, after));
        Stream<String> views = views(before)
                .filter(view -> after.view(view.identity())
                        .filter(now -> now.definition().equals(view.definition())
                                && writers(before, view).equals(writers(after, now)))
                        .isEmpty())
                .map(View::name);
        return and(known, Stream.of(labels, views, unpublishable(after)).flatMap(names -> names));
    }

    private static Stream<View> views(Catalog catalog) {
        return catalog.views().stream().filter(view -> !view.isMaterialized());
    }

    /** The triggers and rules of a view, without which nobody may be able to write to it. */
    private static Set<CatalogObject> writers(Catalog catalog, View view) {
        return catalog.children(view.id()).stream()
                .filter(part ->
                        part.id().kind() == ObjectKind.TRIGGER || part.id().kind() == ObjectKind.RULE)
                .collect(Collectors.toSet());
    }

    private static Stream<String> gone(EnumType type, Catalog after) {
        Set<String> gone = new HashSet<>(type.labels());
        after.enumType(type.identity()).ifPresent(now -> gone.removeAll(now.labels()));
        return gone.stream();
    }

    /** What says which row was changed is its primary key, unless the up says otherwise. */
    private Stream<String> unpublishable(Catalog after) {
        String text = SqlCode.withoutComments(up.text());
        boolean published =
                PUBLISHED.stream().anyMatch(kind -> !before.objects(kind).equals(after.objects(kind)));
        return !published && !speaksOfPublishing(text)
                ? Stream.empty()
                : after.tables().stream()
                        .filter(table -> table.primaryKey().isEmpty() || WholeWord.in(text, table.name()))
                        .map(Table::name);
    }

    private static boolean speaksOfPublishing(String text) {
        return WholeWord.in(text, "PUBLICATION") || WholeWord.in(text, "REPLICA");
    }

    private static FunctionChanges and(FunctionChanges known, Stream<String> names) {
        Set<String> all = Stream.concat(known.names().stream(), names).collect(Collectors.toSet());
        return new FunctionChanges(all, known.made(), known.tables(), known.triggered());
    }
}
