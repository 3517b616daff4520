package io.schemaproof.safety;

import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.PolicyProbe.Count;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What row level security keeps from a role, or from the owner, that could have it before. */
final class NewRowSecurity implements SafetyRule {

    private static final String LATER =
            "First deploy an application that does not need it, and do this in a later release.";

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            FormerWrites.find(migration.after(), was)
                    .filter(Table::isRowSecurityEnabled)
                    .ifPresent(now -> {
                        if (!was.isRowSecurityEnabled()) {
                            enabled(migration, now, findings);
                        } else if (!LostWhenRemade.isRemade(migration, was)) {
                            forced(migration, was, now, findings);
                            refused(migration, was, now, findings);
                            added(migration, was, now, findings);
                            gone(migration, was, now, findings);
                            if (findings.stream()
                                    .noneMatch(told -> told.object().equals(Optional.of(now.identity())))) {
                                hidden(migration, was, now, findings);
                            }
                        }
                    });
        }
        return findings;
    }

    private static void enabled(TracedMigration migration, Table now, List<Finding> findings) {
        boolean owner = isForced(now) && refusesOwner(now);
        if (owner || refusesOthers(migration, now)) {
            findings.add(finding(
                    migration,
                    now,
                    now.name(),
                    now.identity()
                            + " has row level security now: who is not its owner reads and writes what a policy lets pass"
                            + (owner ? ", and so does its owner, for it is forced." : ".")));
        }
    }

    /** Where nobody has a privilege here, nobody knows who has one in production. */
    private static boolean refusesOthers(TracedMigration migration, Table now) {
        Privileges privileges = Privileges.of(now.object());
        List<String> roles = privileges.words().keySet().stream()
                .filter(role -> !now.owner().equals(Optional.of(role)) && !bypasses(migration, role))
                .toList();
        return roles.isEmpty()
                ? Policy.COMMANDS.stream().anyMatch(command -> !Policy.letPass(now, "PUBLIC", command))
                : roles.stream()
                        .anyMatch(role -> privileges.of(role).stream()
                                .anyMatch(word -> Policy.COMMANDS.contains(word) && !Policy.letPass(now, role, word)));
    }

    private static boolean bypasses(TracedMigration migration, String role) {
        return migration.after().objects(ObjectKind.ROLE).stream()
                .anyMatch(object -> object.id().identity().equals(role)
                        && (object.is("superuser") || object.is("bypass row security")));
    }

    private static boolean isForced(Table table) {
        return table.object().attribute("row security forced").isPresent();
    }

    private static boolean refusesOwner(Table table) {
        String owner = table.owner().orElse("PUBLIC");
        return Policy.COMMANDS.stream().anyMatch(command -> !Policy.letPass(table, owner, command));
    }

    private static void forced(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        if (isForced(now) && !isForced(was) && refusesOwner(now)) {
            findings.add(finding(
                    migration,
                    now,
                    now.name(),
                    "The row level security of " + now.identity()
                            + " is forced now: its owner, too, reads and writes what a policy lets pass."));
        }
    }

    /** Where no policy is left at all, that is told for itself. */
    private static void refused(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        List<String> refused = Policy.COMMANDS.stream()
                .filter(command -> isAllowed(was, command) && !isAllowed(now, command))
                .toList();
        if (!refused.isEmpty() && !now.policies().isEmpty()) {
            findings.add(finding(
                    migration,
                    now,
                    now.name(),
                    "No policy of " + now.identity() + " lets " + Words.list(refused)
                            + " pass any more: who is not its owner finds no row for it, or is refused."));
        }
    }

    private static boolean isAllowed(Table table, String command) {
        return Policy.of(table).anyMatch(policy -> policy.isPermissive() && policy.isFor(command));
    }

    private static void added(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        Policy.of(now)
                .filter(policy -> !policy.isPermissive()
                        && isNew(policy, was)
                        && Policy.COMMANDS.stream()
                                .anyMatch(command -> policy.isFor(command) && !policy.letsPass("PUBLIC", command)))
                .forEach(policy -> findings.add(finding(
                        migration,
                        now,
                        name(now, policy),
                        "The restrictive policy " + name(now, policy) + " of " + now.identity()
                                + " is new: what it does not let pass is refused, whatever the others say.")));
    }

    /** Told unless a policy is new that may let the same rows pass. */
    private static void gone(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        Policy.of(was)
                .filter(policy -> policy.isPermissive() && isNew(policy, now))
                .forEach(policy -> {
                    Set<String> roles = new HashSet<>(policy.roles());
                    Policy.of(now)
                            .filter(other ->
                                    other.object().id().equals(policy.object().id()))
                            .forEach(other -> roles.removeAll(other.isForAll() ? policy.roles() : other.roles()));
                    boolean misses = Policy.COMMANDS.stream()
                            .filter(command -> policy.isFor(command) && isAllowed(now, command))
                            .anyMatch(command -> roles.stream().anyMatch(role -> !Policy.letPass(now, role, command))
                                    && Policy.of(now)
                                            .noneMatch(other -> other.isPermissive()
                                                    && other.isFor(command)
                                                    && isNew(other, was)
                                                    && !other.object()
                                                            .id()
                                                            .equals(policy.object()
                                                                    .id())));
                    if (misses) {
                        boolean there =
                                migration.after().find(policy.object().id()).isPresent();
                        findings.add(finding(
                                migration,
                                now,
                                name(was, policy),
                                "The policy " + name(was, policy) + " of " + now.identity()
                                        + (there
                                                ? " is not for "
                                                        + Words.list(roles.stream()
                                                                .sorted()
                                                                .toList()) + " any more"
                                                : " is gone")
                                        + ": rows that it alone let pass are refused, or not found."));
                    }
                });
    }

    /** What the server says of conditions that are others; that there is none any more is told where it widens. */
    private static void hidden(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        Optional<Policy> changed =
                Policy.of(now).filter(policy -> isNew(policy, was)).findFirst();
        List<PolicyRows.Seen> seen =
                migration.writes().map(step -> step.policies().of(was)).orElse(List.of());
        if (changed.isEmpty() || Policy.of(now).anyMatch(policy -> isNew(policy, was) && policy.letsAllPass())) {
            return;
        }
        String name = name(now, changed.get());
        for (PolicyRows.Seen each : seen) {
            String who = each.role().orElse("who is not its owner");
            if (each.lost().isPresent()) {
                Count count = each.lost().get();
                findings.add(finding(
                        migration,
                        now,
                        name,
                        "By the policies of " + now.identity() + ", " + who + " may " + Words.list(each.commands())
                                + " fewer rows: here " + count.lost() + " of " + count.was() + " do not pass any more"
                                + (count.settings().isEmpty() ? "" : ", with " + count.settings()) + "."));
                return;
            }
        }
        if (seen.stream().anyMatch(each -> !each.meets() && each.gained().isEmpty())) {
            findings.add(finding(
                    migration,
                    now,
                    name,
                    "The policy " + name + " of " + now.identity()
                            + " has another condition, and no row here was seen to fulfil the former one, so that nobody knows which rows it keeps back: "
                            + changed.get().condition("using") + "."));
        }
    }

    /** Whether a table has none that says the same, under whatever name. */
    private static boolean isNew(Policy policy, Table other) {
        return Policy.of(other).noneMatch(known -> known.content().equals(policy.content()));
    }

    private static String name(Table table, Policy policy) {
        return CatalogNames.nameIn(table, policy.object());
    }

    private static Finding finding(TracedMigration migration, Table table, String name, String what) {
        return SafetyFinding.naming(migration, Hazard.STRICTER, table.identity(), name, what, LATER, Map.of());
    }
}
