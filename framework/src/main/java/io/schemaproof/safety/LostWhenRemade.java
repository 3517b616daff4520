package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tables, views and functions that a migration drops and makes again, or puts others in the place of, without what goes with them and is no part of what makes them: privileges,
 * triggers, indexes, policies and row level security. What a down lacks the round trip tells.
 */
final class LostWhenRemade implements SafetyRule {

    private static final Pattern DROPS = Pattern.compile("(?i)\\bDROP\\b");
    private static final Pattern RENAMES = Pattern.compile("(?i)\\bRENAME\\s+TO\\b");
    private static final Pattern REVOKES = Pattern.compile("(?i)\\bREVOKE\\b|\\bDROP\\s+OWNED\\b|\\bOWNER\\s+TO\\b");
    private static final Pattern DROPS_TRIGGER = Pattern.compile("(?i)\\bDROP\\s+TRIGGER\\b");
    private static final Pattern DROPS_INDEX = Pattern.compile("(?i)\\bDROP\\s+INDEX\\b");
    private static final Pattern DROPS_POLICY = Pattern.compile("(?i)\\bDROP\\s+POLICY\\b");
    private static final Pattern GRANTS = Pattern.compile("(?i)\\bGRANT\\b");
    private static final Pattern DISABLES = Pattern.compile("(?i)\\bDISABLE\\s+ROW\\b");

    /**
     * What one object has lost.
     *
     * @param remedies statements that bring it back
     */
    private record Lost(List<String> words, List<String> remedies) {

        static Lost nothing() {
            return new Lost(new ArrayList<>(), new ArrayList<>());
        }

        void add(String word, String remedy) {
            words.add(word);
            remedies.add(remedy);
        }
    }

    @Override
    public List<Finding> judge(TracedMigration migration) {
        if (migration.isDown()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Catalog now = migration.after();
        for (Table was : migration.before().tables()) {
            now.table(was.identity()).filter(is -> isRemade(migration, was)).ifPresent(is -> {
                Lost lost = Lost.nothing();
                privileges(migration, was, is, was.identity(), lost);
                for (Column column : was.columns()) {
                    is.column(column.name()).ifPresent(same -> columnPrivileges(migration, column, same, is, lost));
                }
                triggers(migration, was, is, lost);
                protection(migration, was, is, lost);
                indexes(migration, was, lost);
                tell(migration, was, lost, findings);
            });
        }
        for (View was : migration.before().views()) {
            now.views().stream()
                    .filter(is -> is.identity().equals(was.identity()) && isRemade(migration, was))
                    .findFirst()
                    .ifPresent(is -> {
                        Lost lost = Lost.nothing();
                        privileges(migration, was, is, was.identity(), lost);
                        options(was, is, lost);
                        triggers(migration, was, is, lost);
                        indexes(migration, was, lost);
                        tell(migration, was, lost, findings);
                    });
        }
        for (Function was : migration.before().functions()) {
            now.functions().stream()
                    .filter(is -> is.id().equals(was.id())
                            && was.extension().isEmpty()
                            && migration.naming(was.name(), DROPS).isPresent())
                    .findFirst()
                    .ifPresent(is -> {
                        Lost lost = Lost.nothing();
                        execution(migration, was, is, lost);
                        tell(migration, was, lost, findings);
                    });
        }
        return findings;
    }

    /** The server has dropped what had the name, or it has another name, so that what has it now is another. */
    private static boolean isRemade(TracedMigration migration, TypedObject relation) {
        return relation.extension().isEmpty()
                && (isDropped(migration, relation)
                        || migration.naming(relation.name(), RENAMES).isPresent());
    }

    private static boolean isDropped(TracedMigration migration, TypedObject relation) {
        String name = relation.schema() + "." + relation.name();
        return migration.large().statements().stream()
                .flatMap(statement -> statement.dropped().stream())
                .anyMatch(dropped -> dropped.qualifiedName().equals(name) && dropped.existedBefore());
    }

    private static boolean says(TracedMigration migration, Pattern what) {
        return migration.large().statements().stream()
                .anyMatch(statement ->
                        what.matcher(Words.code(statement.statement().sql())).find());
    }

    private static void privileges(
            TracedMigration migration, TypedObject was, TypedObject is, String object, Lost lost) {
        lost(migration, was, is).forEach((role, words) -> {
            String list = String.join(", ", words);
            lost.add(list + " for " + role, "GRANT " + list + " ON " + object + " TO " + role + ";");
        });
    }

    private static void columnPrivileges(TracedMigration migration, Column was, Column is, Table table, Lost lost) {
        lost(migration, was, is).forEach((role, words) -> {
            String list = String.join(" (" + is.quotedName() + "), ", words) + " (" + is.quotedName() + ")";
            lost.add(list + " for " + role, "GRANT " + list + " ON " + table.identity() + " TO " + role + ";");
        });
    }

    /** By role; what its owner may he may in any case, and a role that is no more needs nothing. */
    private static Map<String, List<String>> lost(TracedMigration migration, TypedObject was, TypedObject is) {
        if (says(migration, REVOKES)) {
            return Map.of();
        }
        Privileges now = Privileges.of(is.object());
        Privileges before = Privileges.of(was.object());
        Map<String, List<String>> lost = new TreeMap<>();
        before.words().keySet().stream()
                .filter(role -> !was.owner().equals(Optional.of(role)) && isThere(migration.after(), role))
                .filter(role -> !before.notIn(now, role).isEmpty())
                .forEach(role -> lost.put(role, before.notIn(now, role)));
        return lost;
    }

    /** The server's own roles are always there, and in no catalogue. */
    private static boolean isThere(Catalog catalog, String role) {
        return role.equals("PUBLIC")
                || role.startsWith("pg_")
                || catalog.objects(ObjectKind.ROLE).stream()
                        .anyMatch(object -> object.id().identity().equals(role));
    }

    /** To call a function is everybody's right, unless that was taken back from the former one. */
    private static void execution(TracedMigration migration, Function was, Function is, Lost lost) {
        boolean forAll = is.privileges().isEmpty()
                || !Privileges.of(is.object()).of("PUBLIC").isEmpty();
        boolean wasForAll = was.privileges().isEmpty()
                || !Privileges.of(was.object()).of("PUBLIC").isEmpty();
        String on = (is.kind() == ObjectKind.PROCEDURE ? "PROCEDURE " : "FUNCTION ") + is.signature();
        if (forAll && !wasForAll && !says(migration, GRANTS)) {
            lost.add("that not everybody may call it", "REVOKE EXECUTE ON " + on + " FROM PUBLIC;");
        }
        if (!forAll || is.privileges().isPresent()) {
            privileges(migration, was, is, on, lost);
        }
    }

    private static void triggers(TracedMigration migration, TypedObject was, TypedObject is, Lost lost) {
        List<CatalogObject> now = of(migration.after(), is, ObjectKind.TRIGGER);
        for (CatalogObject trigger : of(migration.before(), was, ObjectKind.TRIGGER)) {
            String name = trigger.id().identity().substring(was.identity().length() + 1);
            Optional<String> function = trigger.attribute("function");
            boolean runs = now.stream()
                    .anyMatch(other -> other.id().equals(trigger.id())
                            || other.attribute("function").equals(function));
            boolean meant = migration.naming(name, DROPS_TRIGGER).isPresent()
                    || migration.after().functions().stream()
                            .noneMatch(other -> function.equals(Optional.of(other.signature())));
            if (!runs && !meant && trigger.attribute("parent trigger").isEmpty()) {
                lost.add("the trigger " + name, trigger.attribute("definition").orElse("CREATE TRIGGER …") + ";");
            }
        }
    }

    private static List<CatalogObject> of(Catalog catalog, TypedObject relation, ObjectKind kind) {
        return catalog.children(relation.id()).stream()
                .filter(object -> object.id().kind() == kind)
                .toList();
    }

    /** What protects the rows behind a view. */
    private static void options(View was, View is, Lost lost) {
        List<String> now = List.of(is.object().attribute("options").orElse("").split(", ", -1));
        for (String option : was.object().attribute("options").orElse("").split(", ", -1)) {
            if (option.startsWith("security_") && !now.contains(option)) {
                lost.add(option, "ALTER VIEW " + is.identity() + " SET (" + option + ");");
            }
        }
    }

    /** Those that are part of no constraint: these are made with their table, and what it lacks is seen where it is made. */
    private static void indexes(TracedMigration migration, TypedObject was, Lost lost) {
        List<Index> now = indexes(migration.after(), was.identity());
        for (Index index : indexes(migration.before(), was.identity())) {
            boolean possible = index.keys().stream()
                    .filter(IndexKey::isColumn)
                    .allMatch(key -> migration.after().columns(was.id()).stream()
                            .anyMatch(column -> column.name().equals(key.expression())));
            if (possible
                    && index.constraint().isEmpty()
                    && now.stream().noneMatch(other -> isSame(index, other))
                    && migration.naming(index.name(), DROPS_INDEX).isEmpty()) {
                lost.add("the index " + index.quotedName(), index.definition() + ";");
            }
        }
    }

    private static List<Index> indexes(Catalog catalog, String relation) {
        return catalog.indexes().stream()
                .filter(index -> index.tableName().equals(relation))
                .toList();
    }

    private static boolean isSame(Index one, Index other) {
        return one.keys().equals(other.keys())
                && one.includedColumns().equals(other.includedColumns())
                && one.predicate().equals(other.predicate())
                && one.method().equals(other.method())
                && (other.isUnique() || !one.isUnique());
    }

    private static void protection(TracedMigration migration, Table was, Table is, Lost lost) {
        if (was.isRowSecurityEnabled() && !is.isRowSecurityEnabled() && !says(migration, DISABLES)) {
            lost.add("row level security", "ALTER TABLE " + is.identity() + " ENABLE ROW LEVEL SECURITY;");
        }
        for (CatalogObject policy : was.policies()) {
            String name = policy.id().identity().substring(was.identity().length() + 1);
            if (is.policies().stream().noneMatch(other -> other.id().equals(policy.id()))
                    && !says(migration, DROPS_POLICY)) {
                lost.add("the policy " + name, "CREATE POLICY " + name + " ON " + is.identity() + " …;");
            }
        }
    }

    private static void tell(TracedMigration migration, TypedObject was, Lost lost, List<Finding> findings) {
        if (lost.words().isEmpty()) {
            return;
        }
        boolean dropped = was instanceof Function || isDropped(migration, was);
        Optional<StatementTrace> statement = migration.naming(was.name(), dropped ? DROPS : RENAMES);
        String name = was instanceof Function function ? function.signature() : was.identity();
        findings.add(SafetyFinding.of(
                Hazard.LOST_WHEN_REMADE,
                Optional.of(was.identity()),
                statement
                        .map(trace -> trace.statement().file())
                        .orElse(migration.script().path()),
                statement
                        .map(trace -> trace.statement().line())
                        .orElse(migration.script().firstLine()),
                "The " + was.id().kind().word() + " " + name
                        + (dropped ? " is dropped and made again" : " is another one now") + ", and has lost "
                        + String.join(", ", lost.words()) + ".",
                "In the same transaction, behind what makes it:\n" + String.join("\n", lost.remedies()),
                Map.of("kind", was.id().kind().word())));
    }
}
