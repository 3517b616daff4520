package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.contract.QueryContract;
import io.schemaproof.assertions.contract.RowCheckContract;
import io.schemaproof.assertions.contract.RowContract;
import io.schemaproof.assertions.contract.RowDemand;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SchemaPart;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.TypedValue;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a contract demands of rows and queries, as calls of the assertions on them.
 *
 * @param name of the schema, without quotes
 * @param namespace takes the failures
 */
record DataContractSteps(Schema schema, String name, SchemaContract contract, NamespaceAssert namespace) {

    List<ContractStep> steps() {
        List<ContractStep> steps = new ArrayList<>();
        if (contract.parts().contains(SchemaPart.ROWS)) {
            contract.data().rows().forEach((table, rows) -> rows(steps, table, rows));
        }
        if (contract.parts().contains(SchemaPart.QUERIES)) {
            contract.data().queries().forEach((query, demands) -> query(steps, query, demands));
        }
        return steps;
    }

    private void rows(List<ContractStep> steps, String table, RowContract contracts) {
        String identity = qualified(table);
        contracts
                .count()
                .ifPresent(amount -> steps.add(new ContractStep(
                        "the number of rows of " + identity,
                        contract.places().of("rows", table, "count"),
                        () -> check(identity, RowCheckContract.of(new RowDemand.Count(amount))))));
        for (int i = 0; i < contracts.checks().size(); i++) {
            RowCheckContract expected = contracts.checks().get(i);
            Optional<FilePlace> place = contract.places().of("rows", table, "checks", String.valueOf(i));
            steps.add(new ContractStep(
                    "rows of " + identity
                            + expected.condition().map(c -> " where " + c).orElse("") + ": "
                            + RowDemands.title(expected.demand()),
                    place,
                    () -> check(identity, expected)));
        }
    }

    private void check(String identity, RowCheckContract expected) {
        Optional<String> relation = schema.catalog().relation(identity).map(TypedObject::identity);
        if (relation.isEmpty()) {
            namespace.failed(RelationLookup.noRelation(schema.catalog(), identity));
            return;
        }
        attempt("check of rows", () -> {
            Rows rows = Rows.of(schema.dataSource(), relation.get());
            RowsAssert real = new RowsAssert(expected.condition()
                    .map(RowDemands::operators)
                    .map(rows::where)
                    .orElse(rows));
            namespace.part(
                    real,
                    watched -> new RowDemands(this::qualified, schema.dataSource())
                            .check(expected.reason().map(watched::because).orElse(watched), expected));
        });
    }

    private void query(List<ContractStep> steps, String query, QueryContract demands) {
        demands.result()
                .ifPresent(result -> steps.add(step(
                        query, demands, "what it returns", "returns", true, it -> QueryDemands.result(it, result))));
        demands.plan()
                .ifPresent(plan -> steps.add(step(
                        query,
                        demands,
                        "its plan",
                        "plan",
                        !plan.hasFigures(),
                        it -> QueryDemands.plan(it, plan, this::qualified))));
        // Last, because it takes longest and may be without a verdict.
        demands.time()
                .ifPresent(limit ->
                        steps.add(step(query, demands, "its time", "time", false, it -> it.runsWithin(limit))));
    }

    /** @param withoutRows whether the checks say something where there are no rows */
    private ContractStep step(
            String query,
            QueryContract demands,
            String what,
            String key,
            boolean withoutRows,
            Consumer<QueryAssert> checks) {
        return new ContractStep(
                "query " + query + ": " + what,
                contract.places().of("queries", query, key),
                () -> attempt("query", () -> {
                    Object[] values = demands.parameters().stream()
                            .map(value -> new TypedValue(value, Types.OTHER))
                            .toArray();
                    Query asked = Query.of(schema.dataSource(), demands.sql(), values);
                    if (!withoutRows && !demands.allowsNoRows()) {
                        RowsToRead.missing(asked).ifPresent(namespace::failed);
                    }
                    QueryAssert real = new QueryAssert(asked);
                    namespace.part(
                            real,
                            watched -> checks.accept(
                                    demands.reason().map(watched::because).orElse(watched)));
                }));
    }

    /** What cannot be asked, because of a column that is not there for instance, is a failure of the contract. */
    private void attempt(String what, Runnable checks) {
        try {
            checks.run();
        } catch (QueryException | IllegalArgumentException e) {
            if (e instanceof QueryException refused && ContractScope.isDenied(refused)) {
                namespace.failed(ContractScope.refused("rows", refused));
                return;
            }
            namespace.failed(
                    Failure.expected("a " + what + " that can be asked").line(String.valueOf(e.getMessage())));
        }
    }

    /** A name without a schema is one of the schema that the contract is for. */
    private String qualified(String written) {
        return Names.parse(written).size() == 1
                ? Names.quote(name) + "." + Names.quote(Names.column(written))
                : written;
    }
}
