package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.mutation.MutationKind.DISABLE_ROW_SECURITY;
import static io.schemaproof.assertions.mutation.MutationKind.DISABLE_TRIGGER;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_POLICY;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_TRIGGER;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Lists the mutants of what acts on single rows of a table: triggers and policies. */
final class RowMutants {

    private RowMutants() {}

    static List<Mutant> of(Table table) {
        List<Mutant> found = new ArrayList<>();
        Advice of = Advice.of("table", table.identity());
        for (Trigger trigger : table.triggers()) {
            String name = Names.quote(trigger.name());
            Advice advice = of.then("trigger", name).then("isEnabled");
            found.add(
                    new Mutant(DROP_TRIGGER, trigger.id(), "DROP TRIGGER " + name + " ON " + table.identity(), advice));
            if (trigger.isEnabled()) {
                found.add(new Mutant(
                        DISABLE_TRIGGER,
                        trigger.id(),
                        "ALTER TABLE " + table.identity() + " DISABLE TRIGGER " + name,
                        advice));
            }
        }
        for (CatalogObject policy : table.policies()) {
            List<String> parts = Names.parse(policy.id().identity());
            String name = Names.quote(parts.get(parts.size() - 1));
            found.add(new Mutant(
                    DROP_POLICY,
                    policy.id(),
                    "DROP POLICY " + name + " ON " + table.identity(),
                    of.then("rowSecurity").then("policy", name)));
        }
        if (table.isRowSecurityEnabled()) {
            found.add(new Mutant(
                    DISABLE_ROW_SECURITY,
                    table.id(),
                    "ALTER TABLE " + table.identity() + " DISABLE ROW LEVEL SECURITY",
                    of.then("rowSecurity").then("isEnabled")));
        }
        return found;
    }
}
