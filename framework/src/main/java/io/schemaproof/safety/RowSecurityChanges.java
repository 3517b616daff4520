package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.PolicyProbe.Count;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What row level security keeps from nobody any more, in tables that had it. */
final class RowSecurityChanges implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            Optional<Table> now = FormerWrites.find(migration.after(), was);
            if (was.isRowSecurityEnabled() && now.isPresent() && !LostWhenRemade.isRemade(migration, was)) {
                if (now.get().isRowSecurityEnabled()) {
                    int told = findings.size();
                    widened(migration, was, now.get(), findings);
                    if (findings.size() == told && isAnyChanged(was, now.get())) {
                        shown(migration, was, now.get(), findings);
                    }
                } else {
                    findings.add(removed(
                            migration,
                            was.name(),
                            was,
                            was.identity()
                                    + " has no row level security any more: whoever may read it reads all rows."));
                }
            }
        }
        return findings;
    }

    private static void widened(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        for (CatalogObject policy : now.policies()) {
            boolean lessBefore = was.policies().stream()
                    .anyMatch(other -> other.id().equals(policy.id()) && !new Policy(other).letsAllPass());
            if (lessBefore && new Policy(policy).letsAllPass()) {
                String name = CatalogNames.nameIn(now, policy);
                findings.add(removed(
                        migration,
                        name,
                        now,
                        "The policy " + name + " of " + now.identity()
                                + " lets every row pass now, and did not before."));
            }
        }
    }

    /** Who gets a policy more is meant to have more rows. */
    private static boolean isAnyChanged(Table was, Table now) {
        return Policy.of(was)
                .anyMatch(former ->
                        Policy.of(now).noneMatch(policy -> policy.content().equals(former.content())));
    }

    /** What the server says of conditions that are others. */
    private static void shown(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        List<PolicyRows.Seen> seen =
                migration.writes().map(step -> step.policies().of(was)).orElse(List.of());
        seen.stream().filter(each -> each.gained().isPresent()).findFirst().ifPresent(each -> {
            Count count = each.gained().get();
            String name = now.policies().stream()
                    .filter(policy -> was.policies().stream()
                            .noneMatch(other -> new Policy(other).content().equals(new Policy(policy).content())))
                    .map(policy -> CatalogNames.nameIn(now, policy))
                    .findFirst()
                    .orElse(now.name());
            findings.add(removed(
                    migration,
                    name,
                    now,
                    "By the policies of " + now.identity() + ", " + each.role().orElse("who is not its owner") + " may "
                            + Words.list(each.commands()) + " more rows: here " + count.gained() + " of "
                            + count.all() + " pass that did not"
                            + (count.settings().isEmpty() ? "" : ", with " + count.settings()) + "."));
        });
    }

    private static Finding removed(TracedMigration migration, String name, Table table, String what) {
        return SafetyFinding.naming(
                migration,
                Hazard.ROW_SECURITY_REMOVED,
                table.identity(),
                name,
                what,
                "A policy that lets pass what is meant: ALTER POLICY … ON " + table.identity()
                        + " USING (…); else a waiver that says what keeps the rows apart now.",
                Map.of());
    }
}
