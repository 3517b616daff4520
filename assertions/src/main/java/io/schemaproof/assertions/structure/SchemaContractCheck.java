package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SchemaPart;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Compare what a schema holds with its contract: the objects there are, and then each by its own part of the contract. */
final class SchemaContractCheck {

    private final Schema schema;
    private final String name;
    private final SchemaContract contract;
    private final NamespaceAssert namespace;
    private final ObjectContractChecks objects;

    /**
     * Prepare.
     *
     * @param name of the schema, without quotes
     * @param namespace takes the failures
     */
    SchemaContractCheck(Schema schema, String name, SchemaContract contract, NamespaceAssert namespace) {
        this.schema = schema;
        this.name = name;
        this.contract = contract;
        this.namespace = namespace;
        this.objects =
                new ObjectContractChecks(schema, namespace, contract.parts().contains(SchemaPart.COMMENTS));
    }

    void run() {
        Catalog catalog = schema.catalog();
        part(
                SchemaPart.TABLES,
                contract.tables(),
                tables(),
                identity -> catalog.table(identity).orElseThrow(),
                this::table);
        part(
                SchemaPart.VIEWS,
                contract.views(),
                identities(Inventory.VIEWS, Inventory.MATERIALIZED_VIEWS),
                identity -> catalog.view(identity).orElseThrow(),
                objects::view);
        part(
                SchemaPart.ENUMS,
                contract.enums(),
                identities(Inventory.ENUMS),
                identity -> catalog.enumType(identity).orElseThrow(),
                objects::enumType);
        part(
                SchemaPart.DOMAINS,
                contract.domains(),
                identities(Inventory.DOMAINS),
                identity -> catalog.domain(identity).orElseThrow(),
                objects::domain);
        part(
                SchemaPart.SEQUENCES,
                contract.sequences(),
                catalog.sequences().stream()
                        .filter(sequence -> sequence.schema().equals(name)
                                && sequence.extension().isEmpty()
                                && !sequence.object().is("identity"))
                        .map(TypedObject::identity)
                        .toList(),
                identity -> catalog.sequence(identity).orElseThrow(),
                objects::sequence);
        if (contract.parts().contains(SchemaPart.FUNCTIONS)) {
            functions();
        }
    }

    private <C, O> void part(
            SchemaPart part,
            Map<String, C> contracts,
            Collection<String> found,
            java.util.function.Function<String, O> lookup,
            BiConsumer<O, C> check) {
        if (!contract.parts().contains(part)) {
            return;
        }
        Map<String, C> byIdentity = new LinkedHashMap<>();
        contracts.forEach((key, value) -> byIdentity.put(qualified(key), value));
        inventory(part, byIdentity.keySet(), found);
        byIdentity.forEach((identity, expected) -> {
            if (found.contains(identity)) {
                check.accept(lookup.apply(identity), expected);
            }
        });
    }

    private void inventory(SchemaPart part, Collection<String> expected, Collection<String> found) {
        SetDifference difference = contract.allowsOthers()
                ? SetDifference.atLeast(expected, found)
                : SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            namespace.failed(Failure.expected((contract.allowsOthers() ? "these " : "exactly these ") + word(part))
                    .sets(difference));
        }
    }

    private static String word(SchemaPart part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private String qualified(String key) {
        return Names.quote(name) + "." + Names.quote(Names.column(key));
    }

    /** Partitions belong to their table, but for those whose table is in another schema. */
    private List<String> tables() {
        return schema.catalog().tables().stream()
                .filter(table ->
                        table.schema().equals(name) && table.extension().isEmpty())
                .filter(table -> table.partitionOf()
                        .filter(parent -> parent.schema().equals(name))
                        .isEmpty())
                .map(TypedObject::identity)
                .toList();
    }

    private List<String> identities(Inventory... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> new InventoryNames(schema, kind, name)
                        .all().stream().filter(object -> kind.counts(object, schema.catalog())))
                .filter(object -> object.extension().isEmpty())
                .map(object -> object.id().identity())
                .toList();
    }

    private void table(Table table, TableContract expected) {
        TableAssert real = new TableAssert(schema, table);
        namespace.part(
                real,
                watched -> new TableContractCheck(
                                new ContractScope(schema, table, real, watched, Optional.of(name), false), expected)
                        .run());
    }

    private void functions() {
        List<String> named = new ArrayList<>();
        contract.functions().forEach((signature, expected) -> {
            Optional<Function> function = function(signature);
            named.add(function.map(TypedObject::identity).orElse(Names.quote(name) + "." + signature));
            function.ifPresent(found -> objects.function(found, expected));
        });
        inventory(SchemaPart.FUNCTIONS, named, identities(Inventory.ROUTINES));
    }

    private Optional<Function> function(String signature) {
        List<Function> found = FunctionLookup.all(schema, Names.quote(name) + "." + signature);
        if (found.size() > 1) {
            namespace.failed(Failure.expected("one function " + signature)
                    .butWas("one", found.size() + " of this name")
                    .line("Say which by its argument types."));
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
