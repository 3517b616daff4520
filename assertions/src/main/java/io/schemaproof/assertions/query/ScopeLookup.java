package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Find what a name in an assertion on a plan means: a table, or one use of it by its alias. */
final class ScopeLookup {

    private final ServerTables tables;
    private final String where;

    ScopeLookup(Sql sql, String where) {
        this.tables = new ServerTables(sql);
        this.where = where;
    }

    /**
     * The scans of a table.
     *
     * @throws AssertionError if there is none of this name
     */
    PlanScope table(String name) {
        Relation table =
                tables.table(name).orElseThrow(() -> tables.noTable(name).error(where, ""));
        return PlanScope.table(table, tables.withDescendants(table));
    }

    /**
     * One use of a table if an alias of the plan has this name, else all uses of the table.
     *
     * @throws AssertionError if there is neither, or an alias that is the name of another table
     */
    PlanScope any(String name, QueryPlan plan) {
        List<String> parts = Names.parse(name);
        PlanScope alias = PlanScope.alias(parts.get(0));
        List<PlanNode> uses = parts.size() > 1
                ? List.of()
                : plan.nodes().filter(alias.nodes()).toList();
        Optional<Relation> table = tables.table(name);
        if (uses.isEmpty() || table.isEmpty()) {
            return uses.isEmpty() ? table(name) : alias;
        }
        Set<Relation> relations = tables.withDescendants(table.get());
        if (uses.stream().allMatch(use -> relations.contains(use.relation().orElseThrow()))) {
            return alias;
        }
        throw Failure.expected("a name that means one table")
                .butWas(
                        table.get(),
                        name + " is also the alias of " + uses.get(0).relation().orElseThrow())
                .line("Name the table with its schema, or the alias of the other.")
                .line(tables.databaseLine())
                .error(where, "");
    }
}
