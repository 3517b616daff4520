package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Roles of before that cannot connect any more, or are not in a role any more by which they had privileges. */
final class RemovedAccess implements SafetyRule {

    private static final String CONNECT = "CONNECT";

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (!migration.isDown()) {
            logins(migration, findings);
            connections(migration, findings);
            memberships(migration, findings);
        }
        return findings;
    }

    private static void logins(TracedMigration migration, List<Finding> findings) {
        for (CatalogObject role : roles(migration.before())) {
            Optional<CatalogObject> now = migration.after().find(role.id());
            if (now.filter(RemovedAccess::mayLogIn).isEmpty()) {
                findings.add(finding(
                        migration,
                        name(role),
                        now.isPresent()
                                ? "The role " + name(role) + " may not log in any more."
                                : "The role " + name(role) + " is gone: who connects as it is refused.",
                        now.isPresent() ? "ALTER ROLE " + name(role) + " LOGIN;" : "leave it."));
            }
        }
    }

    private static void connections(TracedMigration migration, List<Finding> findings) {
        Optional<CatalogObject> was = database(migration.before());
        Optional<CatalogObject> now = database(migration.after());
        if (was.isEmpty() || now.isEmpty() || was.equals(now)) {
            return;
        }
        Set<String> refused = new TreeSet<>();
        for (CatalogObject role : roles(migration.before())) {
            if (migration.after().find(role.id()).isPresent()
                    && !role.is("superuser")
                    && mayConnect(migration.before(), was.get(), name(role))
                    && !mayConnect(migration.after(), now.get(), name(role))) {
                refused.add(name(role));
            }
        }
        // Roles that nobody has made here are those of production.
        boolean nobodyElse = Privileges.of(now.get()).words().entrySet().stream()
                .allMatch(entry -> !entry.getValue().contains(CONNECT)
                        || now.get().attribute("owner").equals(Optional.of(entry.getKey())));
        if (refused.isEmpty()
                && nobodyElse
                && mayConnect(migration.before(), was.get(), Roles.PUBLIC)
                && !mayConnect(migration.after(), now.get(), Roles.PUBLIC)) {
            refused.add(Roles.PUBLIC);
        }
        for (String role : refused) {
            findings.add(finding(
                    migration,
                    role,
                    role + " may not CONNECT to the database any more.",
                    "GRANT CONNECT ON DATABASE … TO " + role + "; in the same transaction."));
        }
    }

    private static void memberships(TracedMigration migration, List<Finding> findings) {
        Roles then = new Roles(migration.before());
        Roles now = new Roles(migration.after());
        for (CatalogObject role : migration.before().objects(ObjectKind.ROLE)) {
            for (String group : then.groups(name(role))) {
                if (!now.groups(name(role)).contains(group) && now.isThere(name(role))) {
                    List<String> lost = lost(migration, name(role), group, then, now);
                    if (!lost.isEmpty()) {
                        findings.add(finding(
                                migration,
                                name(role),
                                name(role) + " is not in " + group + " any more, and may no longer " + Words.list(lost)
                                        + ".",
                                "GRANT " + group + " TO " + name(role) + ";"));
                    }
                }
            }
        }
    }

    /** What it could do by that role with what is still there, and cannot. */
    private static List<String> lost(TracedMigration migration, String role, String group, Roles then, Roles now) {
        List<String> lost = new ArrayList<>();
        for (TypedObject was : RemovedPrivileges.objects(migration.before())) {
            migration.after().find(was.id()).ifPresent(is -> {
                Privileges after = Privileges.of(is);
                List<String> words = RemovedPrivileges.NEEDED.stream()
                        .sorted()
                        .filter(word -> Privileges.of(was.object()).words().values().stream()
                                        .anyMatch(all -> all.contains(word))
                                && then.may(group, word, was.object(), Privileges.of(was.object()))
                                && !now.may(role, word, is, after))
                        .toList();
                if (!words.isEmpty() && was.extension().isEmpty()) {
                    lost.add(Words.list(words) + " on " + was.identity());
                }
            });
        }
        return lost;
    }

    private static List<CatalogObject> roles(Catalog catalog) {
        return catalog.objects(ObjectKind.ROLE).stream()
                .filter(RemovedAccess::mayLogIn)
                .toList();
    }

    private static boolean mayLogIn(CatalogObject role) {
        return role.is("login");
    }

    private static Optional<CatalogObject> database(Catalog catalog) {
        return catalog.objects(ObjectKind.DATABASE).stream().findFirst();
    }

    /** Everybody may, unless that is taken back. */
    private static boolean mayConnect(Catalog catalog, CatalogObject database, String role) {
        return database.attribute("privileges").isEmpty()
                || new Roles(catalog).may(role, CONNECT, database, Privileges.of(database));
    }

    private static String name(CatalogObject role) {
        return role.id().identity();
    }

    private static Finding finding(TracedMigration migration, String role, String what, String mistake) {
        return SafetyFinding.naming(
                migration,
                Hazard.PRIVILEGE_REMOVED,
                role,
                role.equals(Roles.PUBLIC) ? CONNECT : role,
                what,
                "First deploy an application that does not need it, then take it away, in a later release. Where it is a mistake: "
                        + mistake,
                Map.of("role", role));
    }
}
