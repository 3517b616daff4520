package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ColumnContract;
import io.schemaproof.assertions.contract.ForeignKeyContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.UniqueConstraint;
import io.schemaproof.query.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compare a table with its contract by the assertions on its parts, and fail for what the contract does not name. */
final class TableContractCheck {

    private final Schema schema;
    private final Table actual;
    private final TableContract contract;
    private final TableAssert table;
    private final Consumer<Failure> fail;

    /**
     * Prepare.
     *
     * @param table collects its failures
     * @param fail takes the failures of what the contract does not name
     */
    TableContractCheck(Schema schema, Table actual, TableContract contract, TableAssert table, Consumer<Failure> fail) {
        this.schema = schema;
        this.actual = actual;
        this.contract = contract;
        this.table = table;
        this.fail = fail;
    }

    void run() {
        columns();
        primaryKey();
        foreignKeys();
        uniqueKeys();
        checks();
        attempt(this::exclusions);
        new IndexContractCheck(schema, actual, table, fail).run(contract.indexes(), this::attempt);
    }

    private void columns() {
        table.hasExactlyColumns(
                contract.columns().stream().map(ColumnContract::name).toArray(String[]::new));
        Set<String> key = new HashSet<>(
                contract.primaryKeyColumns().stream().map(Names::column).toList());
        List<String> there = actual.columns().stream().map(Column::name).toList();
        for (ColumnContract expected : contract.columns()) {
            String name = Names.column(expected.name());
            if (there.contains(name)) {
                column(expected, table.column(Names.quote(name)), expected.isNullable() && !key.contains(name));
            }
        }
    }

    private void column(ColumnContract expected, ColumnAssert column, boolean nullable) {
        attempt(() -> column.hasType(expected.type()));
        if (nullable) {
            column.isNullable();
        } else {
            column.isNotNullable();
        }
        attempt(() -> expected.defaultExpression().ifPresentOrElse(column::hasDefault, column::hasNoDefault));
        column.isIdentity(expected.identity());
        attempt(() -> expected.generationExpression()
                .ifPresentOrElse(
                        expression -> column.isGenerated(expected.generated(), expression),
                        () -> column.isGenerated(expected.generated())));
    }

    private void primaryKey() {
        List<String> columns = contract.primaryKeyColumns();
        if (columns.isEmpty()) {
            table.hasNoPrimaryKey();
            return;
        }
        table.hasPrimaryKey(columns.toArray(String[]::new));
        if (actual.primaryKey().isPresent()) {
            table.primaryKey().isNotDeferrable();
        }
    }

    private void foreignKeys() {
        List<ForeignKey> rest = new ArrayList<>(actual.foreignKeys());
        for (ForeignKeyContract expected : contract.foreignKeys()) {
            Columns columns = new Columns(expected.columns());
            Optional<ForeignKey> found = take(rest, expected, columns);
            if (found.isEmpty()) {
                fail.accept(TableLookup.noForeignKey(actual, columns, List.of()));
                continue;
            }
            table.foreignKeyNamed(Names.quote(found.get().name()))
                    .references(expected.table(), expected.referencedColumns().toArray(String[]::new))
                    // Without names: SET NULL and SET DEFAULT are for all columns of the key.
                    .onDelete(expected.onDelete(), new String[0])
                    .onUpdate(expected.onUpdate())
                    .hasMatch(MatchType.SIMPLE)
                    .isNotDeferrable();
        }
        superfluous(rest);
    }

    /** Where several keys have these columns, the one with the expected target. */
    private Optional<ForeignKey> take(List<ForeignKey> rest, ForeignKeyContract expected, Columns columns) {
        List<ForeignKey> same = rest.stream()
                .filter(key -> key.columns().equals(columns.folded()))
                .toList();
        Optional<Table> target = schema.catalog().table(expected.table());
        Optional<ForeignKey> found = same.stream()
                .filter(key -> target.isPresent()
                        && key.referencedTable().equals(target.get().identity()))
                .findFirst()
                .or(() -> same.stream().findFirst());
        found.ifPresent(rest::remove);
        return found;
    }

    private void uniqueKeys() {
        List<UniqueConstraint> rest = new ArrayList<>(actual.uniqueConstraints());
        for (List<String> names : contract.uniqueKeys()) {
            table.hasUniqueConstraint(names.toArray(String[]::new));
            Set<String> columns = new HashSet<>(new Columns(names).folded());
            rest.stream()
                    .filter(key -> new HashSet<>(key.columns()).equals(columns))
                    .findFirst()
                    .ifPresent(key -> {
                        rest.remove(key);
                        table.uniqueConstraint(Names.quote(key.name()))
                                .includes()
                                .isNullsDistinct()
                                .isNotDeferrable();
                    });
        }
        superfluous(rest);
    }

    private void checks() {
        List<CheckConstraint> rest = new ArrayList<>(actual.checks());
        for (String condition : contract.checks()) {
            attempt(() -> {
                table.hasCheck(condition);
                String canonical = new Canonical(schema.dataSource()).condition(actual.identity(), condition);
                rest.removeIf(check -> check.expression().equals(canonical));
            });
        }
        superfluous(rest);
    }

    private void exclusions() {
        CanonicalTable canonical = new CanonicalTable(schema.dataSource(), actual.identity());
        SetDifference difference = SetDifference.exactly(
                contract.exclusions().stream().map(canonical::constraint).toList(),
                actual.constraints().stream()
                        .filter(constraint -> constraint.type().equals("exclusion"))
                        .map(Constraint::definition)
                        .toList());
        if (!difference.isEmpty()) {
            fail.accept(Failure.expected("exactly these exclusion constraints").sets(difference));
        }
    }

    private void superfluous(List<? extends Constraint> rest) {
        rest.forEach(constraint -> fail.accept(Failure.expected("no " + word(constraint) + " besides the contract's")
                .butWas("no such " + word(constraint), Names.quote(constraint.name()) + " " + constraint.definition())
                .suggest("ALTER TABLE " + actual.identity() + " DROP CONSTRAINT " + Names.quote(constraint.name())
                        + ";")));
    }

    private static String word(Constraint constraint) {
        return constraint.type().equals("foreign key") ? "foreign key" : constraint.type() + " constraint";
    }

    /** What the server refuses, because a column it needs is missing for instance, is one failure among the others. */
    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (QueryException e) {
            fail.accept(Failure.expected("a contract that fits the table").line(String.valueOf(e.getMessage())));
        }
    }
}
