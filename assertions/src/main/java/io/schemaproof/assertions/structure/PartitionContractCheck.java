package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ColumnContract;
import io.schemaproof.assertions.contract.PartitionContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compare a partition with what its parent gives it and what its contract adds. */
record PartitionContractCheck(ContractScope parent, TableContract contract, PartitionContract expected) {

    void run(Table partition) {
        bound(partition);
        TableContract own = expected.own();
        parent.real()
                .matchesPartition(
                        partition,
                        new TableContract(
                                columns(),
                                own.constraints(),
                                own.indexes(),
                                own.shape(),
                                contract.parts(),
                                contract.allowsOthers()),
                        parent.home(),
                        parent.places().below("partitions", expected.name()));
    }

    private void bound(Table partition) {
        String found = partition.partitionBound().orElse("");
        if (found.equals(expected.bound())) {
            return;
        }
        parent.attempt(() -> {
            String canonical = new CanonicalTable(
                            parent.schema().dataSource(), parent.actual().identity())
                    .partitionBound(parent.actual().partitionKey().orElse(""), expected.bound());
            if (!found.equals(canonical)) {
                parent.fail(Failure.expected("the partition " + partition.identity() + " to be " + expected.bound())
                        .butWas(canonical, found));
            }
        });
    }

    /** Those of the parent, without comments, which are not inherited; those of the contract's own instead where it has one. */
    private List<ColumnContract> columns() {
        List<ColumnContract> columns = new ArrayList<>();
        List<ColumnContract> own = new ArrayList<>(expected.own().columns());
        for (ColumnContract inherited : contract.columns()) {
            Optional<ColumnContract> other = own.stream()
                    .filter(column -> Names.column(column.name()).equals(Names.column(inherited.name())))
                    .findFirst();
            other.ifPresent(own::remove);
            columns.add(other.orElseGet(() -> new ColumnContract(
                    inherited.name(),
                    inherited.type(),
                    inherited.isNullable() && !isInKey(inherited),
                    inherited.collation(),
                    inherited.value(),
                    Optional.empty())));
        }
        // A column that the parent has not is missing in the partition too, and fails there.
        columns.addAll(own);
        return columns;
    }

    private boolean isInKey(ColumnContract column) {
        return contract.constraints()
                .primaryKey()
                .filter(key -> key.columns().stream().map(Names::column).anyMatch(Names.column(column.name())::equals))
                .isPresent();
    }
}
