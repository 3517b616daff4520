package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.Optional;

/** Find relations by name, and word it when they are not there. */
final class RelationLookup {

    private RelationLookup() {}

    static Failure noTable(Catalog catalog, String name) {
        Optional<View> view = catalog.view(name);
        return Lookup.missing(
                "table",
                name,
                catalog.suggest(ObjectKind.TABLE, name),
                catalog.tables().stream()
                        .filter(table -> table.extension().isEmpty()
                                && table.partitionOf().isEmpty())
                        .map(TypedObject::identity)
                        .toList(),
                view.map(v -> v.identity() + " exists but is "
                                + Article.with(v.id().kind().word()) + ".")
                        .orElse(""));
    }

    static Failure noRelation(Catalog catalog, String name) {
        List<String> near = Inventory.RELATIONS.kinds().stream()
                .flatMap(kind -> catalog.suggest(kind, name).stream())
                .toList();
        List<String> existing = Inventory.RELATIONS.kinds().stream()
                .flatMap(kind -> catalog.objects(kind).stream())
                .filter(object -> object.extension().isEmpty())
                .map(object -> object.id().identity())
                .toList();
        return Lookup.missing("relation", name, near, existing);
    }
}
