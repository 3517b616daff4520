package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a role of before may not do any more with what is still there. What was made again without its privileges is told for itself. */
final class RemovedPrivileges implements SafetyRule {

    /** What statements of an application need. */
    static final Set<String> NEEDED = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "USAGE", "EXECUTE");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        Roles roles = new Roles(migration.after());
        for (TypedObject was : objects(migration.before())) {
            Optional<CatalogObject> now = migration.after().find(was.id());
            if (now.isPresent()
                    && !now.get().equals(was.object())
                    && was.extension().isEmpty()
                    && !isToldAsLost(migration, was)) {
                lost(was, now.get(), roles)
                        .forEach((role, words) -> findings.add(finding(migration, was, role, words)));
            }
        }
        columns(migration, roles, findings);
        return findings;
    }

    /** What was granted for a column alone. */
    private static void columns(TracedMigration migration, Roles roles, List<Finding> findings) {
        for (TypedObject was : objects(migration.before())) {
            Optional<CatalogObject> whole = migration.after().find(was.id());
            if (whole.isEmpty() || was.extension().isPresent() || isToldAsLost(migration, was)) {
                continue;
            }
            Privileges ofWhole = Privileges.of(whole.get());
            for (Column column : migration.before().columns(was.id())) {
                migration
                        .after()
                        .find(column.id())
                        .filter(now -> !now.equals(column.object()))
                        .ifPresent(now -> Privileges.of(column.object()).words().forEach((role, words) -> {
                            List<String> missing = words.stream()
                                    .filter(word -> NEEDED.contains(word)
                                            && !roles.may(role, word, now, Privileges.of(now))
                                            && !roles.may(role, word, whole.get(), ofWhole))
                                    .toList();
                            if (!missing.isEmpty() && roles.isThere(role)) {
                                findings.add(ofColumn(migration, was, column, role, missing));
                            }
                        }));
            }
        }
    }

    private static Finding ofColumn(
            TracedMigration migration, TypedObject whole, Column column, String role, List<String> words) {
        String of = " (" + column.quotedName() + ")";
        return finding(
                migration,
                column,
                role + " may not " + Words.list(words) + " the column " + column.identity() + " any more.",
                String.join(of + ", ", words) + of + " ON " + whole.identity() + " TO " + role);
    }

    static List<TypedObject> objects(Catalog catalog) {
        return Stream.<Collection<? extends TypedObject>>of(
                        catalog.tables(), catalog.views(), catalog.sequences(), catalog.functions(), catalog.schemas())
                .<TypedObject>flatMap(Collection::stream)
                .toList();
    }

    private static boolean isToldAsLost(TracedMigration migration, TypedObject was) {
        return !LostPrivileges.takesPrivileges(migration)
                && (was instanceof Function function
                        ? LostWhenRemade.isGone(migration, function)
                        : LostWhenRemade.isRemade(migration, was));
    }

    private static Map<String, List<String>> lost(TypedObject was, CatalogObject now, Roles roles) {
        Map<String, List<String>> lost = new TreeMap<>();
        Privileges before = Privileges.of(was.object());
        Privileges after = Privileges.of(now);
        before.words().forEach((role, words) -> {
            List<String> missing = words.stream()
                    .filter(word -> NEEDED.contains(word) && !roles.may(role, word, now, after))
                    .toList();
            if (!missing.isEmpty() && roles.isThere(role) && !was.owner().equals(Optional.of(role))) {
                lost.put(role, missing);
            }
        });
        formerOwner(was, now, roles).ifPresent(owner -> {
            List<String> missing = ofOwner(was).stream()
                    .filter(word -> !roles.may(owner, word, now, after))
                    .toList();
            if (!missing.isEmpty()) {
                lost.put(owner, missing);
            }
        });
        if (was instanceof Function function
                && Protection.isForAll(function)
                && !before.of(Roles.PUBLIC).contains("EXECUTE")
                && now.attribute("privileges").isPresent()
                && after.words().keySet().stream()
                        .allMatch(role -> now.attribute("owner").equals(Optional.of(role)))) {
            lost.put(Roles.PUBLIC, List.of("EXECUTE"));
        }
        return lost;
    }

    /** Who needed no privilege before; what was granted to the owner goes to the next one. */
    private static Optional<String> formerOwner(TypedObject was, CatalogObject now, Roles roles) {
        return was.owner().filter(owner -> !now.attribute("owner").equals(Optional.of(owner)) && roles.isThere(owner));
    }

    /** What an owner may do with an object of this kind and statements of an application need. */
    private static List<String> ofOwner(TypedObject object) {
        return switch (object.id().kind()) {
            case FUNCTION, PROCEDURE -> List.of("EXECUTE");
            case SEQUENCE, SCHEMA -> List.of("USAGE");
            case MATERIALIZED_VIEW -> List.of("SELECT");
            default -> List.of("SELECT", "INSERT", "UPDATE", "DELETE");
        };
    }

    private static Finding finding(TracedMigration migration, TypedObject was, String role, List<String> words) {
        String kind = was.id().kind().word();
        String on = was.id().kind() == ObjectKind.TABLE || kind.endsWith("view") || kind.endsWith("table")
                ? ""
                : kind.toUpperCase(Locale.ROOT) + " ";
        String name = was instanceof Function function ? function.signature() : was.identity();
        return finding(
                migration,
                was,
                role + " may not " + Words.list(words) + " on the " + kind + " " + name + " any more.",
                String.join(", ", words) + " ON " + on + name + " TO " + role);
    }

    private static Finding finding(TracedMigration migration, TypedObject was, String what, String grant) {
        return SafetyFinding.naming(
                migration,
                Hazard.PRIVILEGE_REMOVED,
                was.identity(),
                was.name(),
                what,
                "First deploy an application that does not need it, then take it away, in a later release. Where it is a mistake: GRANT "
                        + grant + ";",
                Map.of());
    }
}
