package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.contract.YamlTree.Entries;
import io.schemaproof.assertions.contract.YamlTree.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Write what a contract says of triggers and row level security. */
final class GuardsWriter {

    private GuardsWriter() {}

    static void write(Map<String, YamlTree> table, TableShape shape) {
        if (!shape.triggers().isEmpty()) {
            Map<String, YamlTree> triggers = new LinkedHashMap<>();
            shape.triggers().forEach(trigger -> triggers.put(trigger.name(), trigger(trigger)));
            table.put("triggers", new Entries(triggers, true));
        }
        shape.rowSecurity().ifPresent(security -> table.put("row_security", rowSecurity(security)));
    }

    private static YamlTree trigger(TriggerContract trigger) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        entries.put("definition", new Text(trigger.definition()));
        ContractWriter.text(
                entries, "state", Optional.of(trigger.state()).filter(state -> !state.equals(TriggerContract.ORIGIN)));
        return ContractWriter.shortened(entries, "definition");
    }

    private static YamlTree rowSecurity(RowSecurityContract security) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.truth(entries, "forced", security.isForced());
        if (!security.policies().isEmpty()) {
            Map<String, YamlTree> policies = new LinkedHashMap<>();
            security.policies().forEach(policy -> policies.put(policy.name(), policy(policy)));
            entries.put("policies", new Entries(policies, true));
        }
        return new Entries(entries, !entries.isEmpty());
    }

    private static YamlTree policy(PolicyContract policy) {
        Map<String, YamlTree> entries = new LinkedHashMap<>();
        ContractWriter.text(entries, "for", Optional.of(policy.command()).filter(command -> !command.equals("all")));
        if (!policy.roles().equals(PolicyContract.PUBLIC)) {
            ContractWriter.texts(entries, "to", policy.roles());
        }
        ContractWriter.truth(entries, "restrictive", policy.isRestrictive());
        ContractWriter.text(entries, "using", policy.using());
        ContractWriter.text(entries, "with_check", policy.check());
        return new Entries(entries, false);
    }
}
