package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.stream.Stream;

/** Find what no contract can demand, so that a schema that has it does not fulfil even its own description. */
final class BrokenParts {

    private BrokenParts() {}

    /** @param schema without quotes */
    static List<String> of(Catalog catalog, String schema) {
        Catalog own = catalog.withoutExtensionMembers();
        List<Table> tables = own.tables().stream()
                .filter(table -> table.schema().equals(schema))
                .toList();
        Stream<String> indexes = own.indexes().stream()
                .filter(index -> index.schema().equals(schema))
                .filter(index -> !index.isValid() || !index.isReady())
                .map(Index::identity)
                .map(index -> "index " + index + " is not valid");
        Stream<String> keys = tables.stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.isEnforced() && !key.areTriggersEnabled())
                .map(ForeignKey::identity)
                .map(key -> "foreign key " + key + " has triggers that are disabled");
        Stream<String> columns = tables.stream()
                .flatMap(table -> table.constraints().stream())
                .filter(constraint -> constraint.type().equals("not null") && !constraint.isValidated())
                .map(TypedObject::identity)
                .map(constraint -> "constraint " + constraint + " is NOT VALID");
        Stream<String> domains = own.constraints().stream()
                .filter(constraint -> constraint.table().isEmpty() && !constraint.isValidated())
                .map(Constraint::identity)
                .filter(constraint -> constraint.startsWith(Names.quote(schema) + "."))
                .map(constraint -> "constraint " + constraint + " is NOT VALID");
        return Stream.of(indexes, keys, columns, domains)
                .flatMap(each -> each)
                .sorted()
                .toList();
    }
}
