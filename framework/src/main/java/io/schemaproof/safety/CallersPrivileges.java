package io.schemaproof.safety;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions and views that did something with the privileges of their owner, and do it with those of who asks now. */
final class CallersPrivileges implements SafetyRule {

    private static final String LATER =
            "First give whoever %s it the privileges on what it uses, then let it be, in a later release.";

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Function was : migration.before().functions()) {
            migration.after().functions().stream()
                    .filter(now -> now.id().equals(was.id())
                            && was.extension().isEmpty()
                            && was.isSecurityDefiner()
                            && !now.isSecurityDefiner())
                    .forEach(now -> findings.add(SafetyFinding.naming(
                            migration,
                            Hazard.PRIVILEGE_REMOVED,
                            now.identity(),
                            now.name(),
                            "The " + now.id().kind().word() + " " + now.signature()
                                    + " runs with the privileges of its caller now, and did with those of its owner.",
                            LATER.formatted("calls") + " Where it is a mistake: ALTER " + CatalogNames.routine(now)
                                    + " SECURITY DEFINER;",
                            Map.of())));
        }
        for (View was : migration.before().views()) {
            migration.after().views().stream()
                    .filter(now -> now.id().equals(was.id())
                            && was.extension().isEmpty()
                            && now.isSecurityInvoker()
                            && !was.isSecurityInvoker())
                    .forEach(now -> {
                        List<String> lost = cannotRead(migration, now);
                        if (!lost.isEmpty()) {
                            findings.add(SafetyFinding.naming(
                                    migration,
                                    Hazard.PRIVILEGE_REMOVED,
                                    now.identity(),
                                    now.name(),
                                    "The view " + now.identity()
                                            + " reads with the privileges of who asks now, and did with those of its owner: "
                                            + Words.list(lost) + ".",
                                    LATER.formatted("reads"),
                                    Map.of()));
                        }
                    });
        }
        return findings;
    }

    /** Which roles may read the view and not a table that it reads, as sentences go on. */
    private static List<String> cannotRead(TracedMigration migration, View view) {
        Roles roles = new Roles(migration.after());
        Privileges readers = Privileges.of(view.object());
        List<String> lost = new ArrayList<>();
        for (Table table : migration.after().tables()) {
            if (WholeWord.in(view.definition(), table.identity())) {
                readers.words().keySet().stream()
                        .filter(role -> readers.of(role).contains("SELECT")
                                && roles.isThere(role)
                                && !roles.may(role, "SELECT", table.object(), Privileges.of(table.object())))
                        .map(role -> role + " may not SELECT on the table " + table.identity())
                        .forEach(lost::add);
            }
        }
        return lost;
    }
}
