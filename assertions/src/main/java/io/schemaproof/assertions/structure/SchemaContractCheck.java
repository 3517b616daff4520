package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ContractPlaces;
import io.schemaproof.assertions.contract.FilePlace;
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
import java.util.stream.Stream;

/** Compare what a schema holds with its contract: the objects there are, and then each by its own part of the contract. */
final class SchemaContractCheck {

    private static final Map<SchemaPart, String> SINGULAR = Map.of(
            SchemaPart.TABLES, "table",
            SchemaPart.VIEWS, "view",
            SchemaPart.ENUMS, "enum",
            SchemaPart.DOMAINS, "domain",
            SchemaPart.SEQUENCES, "sequence");

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

    /** Each part of the contract, to be checked by itself; failures go to the namespace. */
    List<ContractStep> steps() {
        Catalog catalog = schema.catalog();
        List<ContractStep> steps = new ArrayList<>();
        part(
                steps,
                SchemaPart.TABLES,
                contract.tables(),
                tables(),
                identity -> catalog.table(identity).orElseThrow(),
                this::table);
        part(
                steps,
                SchemaPart.VIEWS,
                contract.views(),
                identities(Inventory.VIEWS, Inventory.MATERIALIZED_VIEWS),
                identity -> catalog.view(identity).orElseThrow(),
                objects::view);
        part(
                steps,
                SchemaPart.ENUMS,
                contract.enums(),
                identities(Inventory.ENUMS),
                identity -> catalog.enumType(identity).orElseThrow(),
                (type, labels, places) -> objects.enumType(type, labels));
        part(
                steps,
                SchemaPart.DOMAINS,
                contract.domains(),
                identities(Inventory.DOMAINS),
                identity -> catalog.domain(identity).orElseThrow(),
                (domain, expected, places) -> objects.domain(domain, expected));
        part(
                steps,
                SchemaPart.SEQUENCES,
                contract.sequences(),
                catalog.sequences().stream()
                        .filter(sequence -> sequence.schema().equals(name)
                                && sequence.extension().isEmpty()
                                && !sequence.object().is("identity"))
                        .map(TypedObject::identity)
                        .toList(),
                identity -> catalog.sequence(identity).orElseThrow(),
                (sequence, expected, places) -> objects.sequence(sequence, expected));
        if (contract.parts().contains(SchemaPart.FUNCTIONS)) {
            functions(steps);
        }
        steps.addAll(new DataContractSteps(schema, name, contract, namespace).steps());
        return steps;
    }

    private <C, O> void part(
            List<ContractStep> steps,
            SchemaPart part,
            Map<String, C> contracts,
            Collection<String> found,
            java.util.function.Function<String, O> lookup,
            ObjectCheck<O, C> check) {
        if (!contract.parts().contains(part)) {
            return;
        }
        Map<String, String> identities = new LinkedHashMap<>();
        contracts.keySet().forEach(key -> identities.put(key, qualified(key)));
        inventory(steps, part, identities, found);
        contracts.forEach((key, expected) -> {
            String identity = String.valueOf(identities.get(key));
            if (found.contains(identity)) {
                ContractPlaces places = contract.places().below(word(part), key);
                steps.add(new ContractStep(
                        SINGULAR.get(part) + " " + identity,
                        places.of(),
                        () -> check.run(lookup.apply(identity), expected, places)));
            }
        });
    }

    /** @param identities by the keys of the contract */
    private void inventory(
            List<ContractStep> steps, SchemaPart part, Map<String, String> identities, Collection<String> found) {
        if (contract.allowsOthers() && identities.isEmpty()) {
            return;
        }
        steps.add(new ContractStep(
                "the " + word(part) + " of schema " + Names.quote(name),
                contract.places().of(word(part)),
                () -> inventory(part, identities, found)));
    }

    private void inventory(SchemaPart part, Map<String, String> identities, Collection<String> found) {
        Collection<String> expected = identities.values();
        SetDifference difference = contract.allowsOthers()
                ? SetDifference.atLeast(expected, found)
                : SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            Failure failure = Failure.expected((contract.allowsOthers() ? "these " : "exactly these ") + word(part))
                    .sets(difference);
            identities.forEach((key, identity) -> {
                if (!found.contains(identity)) {
                    contract.places()
                            .of(word(part), key)
                            .ifPresent(place -> failure.line(identity + " is demanded in " + place));
                }
            });
            namespace.failed(failure);
        }
    }

    /** Compares an object with its part of the contract. */
    private interface ObjectCheck<O, C> {
        void run(O object, C expected, ContractPlaces places);
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

    private void table(Table table, TableContract expected, ContractPlaces places) {
        TableAssert real = new TableAssert(schema, table);
        namespace.part(
                real,
                watched -> new TableContractCheck(
                                new ContractScope(
                                        schema,
                                        table,
                                        real,
                                        watched,
                                        Optional.of(name),
                                        false,
                                        expected.allowsOthers(),
                                        places),
                                expected)
                        .run());
    }

    private void functions(List<ContractStep> steps) {
        Map<String, String> named = new LinkedHashMap<>();
        List<ContractStep> each = new ArrayList<>();
        contract.functions().forEach((signature, expected) -> {
            Optional<FilePlace> place = contract.places().of("functions", signature);
            List<Function> found = FunctionLookup.all(schema, Names.quote(name) + "." + signature);
            String identity = found.size() == 1 ? found.get(0).identity() : Names.quote(name) + "." + signature;
            named.put(signature, identity);
            if (found.size() == 1) {
                each.add(new ContractStep(
                        "function " + identity, place, () -> objects.function(found.get(0), expected)));
            } else if (found.size() > 1) {
                each.add(new ContractStep("function " + identity, place, () -> ambiguous(signature, found.size())));
            }
        });
        inventory(steps, SchemaPart.FUNCTIONS, named, identities(Inventory.ROUTINES));
        steps.addAll(each);
    }

    private void ambiguous(String signature, int found) {
        namespace.failed(Failure.expected("one function " + signature)
                .butWas("one", found + " of this name")
                .line("Say which by its argument types."));
    }
}
