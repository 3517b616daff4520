package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.RangeConstructors;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Take from a catalogue the contract that its schema fulfils. Nothing is asked of the server. */
final class SchemaDescription {

    private final Catalog catalog;
    private final String schema;

    /** @param schema without quotes */
    SchemaDescription(Catalog catalog, String schema) {
        this.catalog = catalog.withoutExtensionMembers();
        this.schema = schema;
    }

    SchemaContract contract() {
        Map<String, TableContract> tables = new TreeMap<>();
        catalog.tables().stream()
                .filter(this::isHere)
                .filter(table -> table.partitionOf().filter(this::isHere).isEmpty())
                .forEach(table -> tables.put(key(table), new TableDescription(schema, table).contract()));
        Map<String, ViewContract> views = new TreeMap<>();
        catalog.views().stream().filter(this::isHere).forEach(view -> views.put(key(view), view(view)));
        Map<String, List<String>> enums = new TreeMap<>();
        catalog.enumTypes().stream().filter(this::isHere).forEach(type -> enums.put(key(type), type.labels()));
        Map<String, DomainContract> domains = new TreeMap<>();
        catalog.objects(ObjectKind.DOMAIN).stream()
                .flatMap(object -> catalog.domain(object.id().identity()).stream())
                .filter(this::isHere)
                .forEach(domain -> domains.put(key(domain), domain(domain)));
        Map<String, SequenceContract> sequences = new TreeMap<>();
        catalog.sequences().stream()
                .filter(this::isHere)
                .filter(sequence -> !sequence.object().is("identity"))
                .forEach(sequence -> sequences.put(key(sequence), sequence(sequence)));
        Map<String, FunctionContract> functions = new TreeMap<>();
        catalog.functions().stream()
                .filter(this::isHere)
                .filter(function -> !RangeConstructors.isOne(function.object()))
                .forEach(function -> functions.put(function.quotedName(), function(function)));
        return new SchemaContract(
                Names.quote(schema),
                tables,
                views,
                enums,
                domains,
                sequences,
                functions,
                EnumSet.allOf(SchemaPart.class),
                false,
                DataContract.none(),
                ContractPlaces.none());
    }

    private boolean isHere(TypedObject object) {
        return object.schema().equals(schema);
    }

    private static String key(TypedObject object) {
        return Names.quote(object.name());
    }

    private ViewContract view(View view) {
        return new ViewContract(
                view.definition().strip(),
                view.isMaterialized(),
                !view.isPopulated(),
                list(view.object(), "options", ", "),
                view.columns().stream()
                        .filter(column -> column.defaultExpression().isPresent()
                                || column.comment().isPresent())
                        .map(column -> new ViewColumnContract(
                                Names.quote(column.name()), column.defaultExpression(), column.comment()))
                        .toList(),
                catalog.indexes().stream()
                        .filter(index -> index.tableName().equals(view.identity()))
                        .map(IndexContract::of)
                        .sorted(Comparator.comparing(IndexContract::toString))
                        .toList(),
                view.comment());
    }

    private static DomainContract domain(Domain domain) {
        return new DomainContract(
                domain.baseType(),
                domain.isNullable(),
                domain.object().attribute("collation"),
                domain.defaultExpression(),
                domain.constraints().stream()
                        .filter(constraint -> constraint.type().equals("check"))
                        .map(SchemaDescription::condition)
                        .sorted()
                        .toList(),
                domain.comment());
    }

    private static String condition(Constraint check) {
        return check.object().attribute("expression").orElseGet(check::definition);
    }

    private static SequenceContract sequence(Sequence sequence) {
        return new SequenceContract(
                sequence.type(), SequenceOptions.of(sequence), sequence.ownedBy(), sequence.comment());
    }

    private static FunctionContract function(Function function) {
        return new FunctionContract(
                FunctionContract.Kind.valueOf(function.kind().name()),
                Optional.of(function.arguments()).filter(arguments -> !arguments.equals(function.argumentTypes())),
                function.returns(),
                function.language(),
                function.volatility(),
                function.parallel(),
                function.isStrict(),
                function.isSecurityDefiner(),
                function.object().is("leakproof"),
                function.settings(),
                function.comment());
    }

    private static List<String> list(CatalogObject object, String attribute, String separator) {
        return object.attribute(attribute)
                .map(text -> List.of(text.split(separator, -1)))
                .orElse(List.of());
    }
}
