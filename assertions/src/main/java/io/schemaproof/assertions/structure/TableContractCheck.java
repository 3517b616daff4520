package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.contract.TablePart;
import io.schemaproof.assertions.contract.TableShape;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Optional;

/** Compare a table with its contract by the assertions on its parts, and fail for what the contract does not name. */
final class TableContractCheck {

    private final ContractScope scope;
    private final TableContract contract;

    TableContractCheck(ContractScope scope, TableContract contract) {
        this.scope = scope;
        this.contract = contract;
    }

    void run() {
        part(TablePart.KIND, this::kind);
        ColumnContractCheck columns = new ColumnContractCheck(scope, contract);
        part(TablePart.COLUMNS, columns::columns);
        part(TablePart.COMMENTS, () -> {
            scope.at(this::comment, "comment");
            columns.comments();
        });
        KeyContractCheck keys = new KeyContractCheck(scope);
        part(
                TablePart.PRIMARY_KEY,
                () -> scope.at(() -> keys.primary(contract.constraints().primaryKey()), "primary_key"));
        part(
                TablePart.FOREIGN_KEYS,
                () -> new ForeignKeyContractCheck(scope)
                        .run(contract.constraints().foreignKeys()));
        part(TablePart.UNIQUE, () -> keys.unique(contract.constraints().uniqueKeys()));
        CheckContractCheck checks = new CheckContractCheck(scope);
        part(TablePart.CHECKS, () -> checks.checks(contract.constraints().checks()));
        part(
                TablePart.EXCLUSIONS,
                () -> scope.at(
                        () -> scope.attempt(
                                () -> checks.exclusions(contract.constraints().exclusions())),
                        "exclusions"));
        part(
                TablePart.INDEXES,
                () -> new IndexContractCheck(
                                scope.schema(),
                                scope.actual().identity(),
                                scope.own().indexes(),
                                scope.table()::index,
                                keysText -> TableLookup.noIndex(scope.actual(), keysText),
                                scope::fail,
                                scope.allowsOthers(),
                                (index, check) ->
                                        scope.at(check, "indexes", ContractScope.number(contract.indexes(), index)))
                        .run(contract.indexes(), scope::attempt));
        part(TablePart.PARTITIONS, () -> scope.at(this::partitions, "partitions"));
        GuardsContractCheck guards = new GuardsContractCheck(scope);
        part(TablePart.TRIGGERS, () -> guards.triggers(contract.shape().triggers()));
        part(TablePart.ROW_SECURITY, () -> guards.rowSecurity(contract.shape().rowSecurity()));
    }

    private void part(TablePart part, Runnable check) {
        if (contract.parts().contains(part)) {
            check.run();
        }
    }

    private void comment() {
        Optional<String> comment = contract.shape().comment();
        if (comment.isPresent()) {
            scope.table().hasComment(comment.get());
        } else if (!scope.allowsOthers()) {
            scope.table().hasNoComment();
        }
    }

    private void kind() {
        TableShape shape = contract.shape();
        TableAssert table = scope.table();
        Table actual = scope.actual();
        if (shape.isUnlogged()) {
            table.isUnlogged();
        } else {
            table.isLogged();
        }
        shape.server().ifPresentOrElse(this::foreign, table::isNotForeign);
        table.inheritsFrom(shape.parents().stream().map(scope::identity).toArray(String[]::new));
        shape.partitionKey()
                .ifPresentOrElse(key -> scope.attempt(() -> partitionKey(actual, key)), table::isNotPartitioned);
    }

    private void foreign(String server) {
        scope.table().isForeign();
        String expected = Names.quote(Names.column(server));
        scope.actual()
                .object()
                .attribute("server")
                .filter(found -> !found.equals(expected))
                .ifPresent(found -> scope.fail(Failure.expected("a foreign table of the server " + expected)
                        .butWas(expected, found)));
    }

    private void partitionKey(Table actual, String key) {
        String found = actual.partitionKey().orElse("not partitioned");
        if (!found.equals(key)) {
            String expected = new CanonicalTable(scope.schema().dataSource(), actual.identity()).partitionKey(key);
            if (!found.equals(expected)) {
                scope.fail(Failure.expected("the table to be partitioned by " + key)
                        .butWas(expected, found));
            }
        }
    }

    private void partitions() {
        Table actual = scope.actual();
        List<String> expected = contract.shape().partitions().stream()
                .map(partition -> scope.identity(partition.name()))
                .toList();
        List<String> there =
                actual.partitions().stream().map(TypedObject::identity).toList();
        SetDifference difference =
                scope.allowsOthers() ? SetDifference.atLeast(expected, there) : SetDifference.exactly(expected, there);
        if (!difference.isEmpty()) {
            scope.fail(Failure.expected((scope.allowsOthers() ? "these " : "exactly these ") + "partitions")
                    .sets(difference));
        }
        contract.shape().partitions().forEach(partition -> {
            Optional<Table> found = actual.partitions().stream()
                    .filter(table -> table.identity().equals(scope.identity(partition.name())))
                    .findFirst();
            found.ifPresent(table -> scope.at(
                    () -> new PartitionContractCheck(scope, contract, partition).run(table),
                    "partitions",
                    partition.name()));
        });
    }
}
