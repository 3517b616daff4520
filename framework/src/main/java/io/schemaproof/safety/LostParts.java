package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What one object had, and another of its name has not, and which statements bring it back. What a script takes away in words is left out. */
final class LostParts {

    private static final Pattern REVOKES = Pattern.compile("(?i)\\bREVOKE\\b|\\bDROP\\s+OWNED\\b|\\bOWNER\\s+TO\\b");
    private static final Pattern RESETS = Pattern.compile("(?i)\\bRESET\\b");
    private static final Pattern GRANTS = Pattern.compile("(?i)\\bGRANT\\b");
    private static final Pattern DROPS_TRIGGER = Pattern.compile("(?i)\\bDROP\\s+TRIGGER\\b");
    private static final Pattern DROPS_INDEX = Pattern.compile("(?i)\\bDROP\\s+INDEX\\b");
    private static final Pattern DROPS_POLICY = Pattern.compile("(?i)\\bDROP\\s+POLICY\\b");
    private static final Pattern ALTERS_PUBLICATION = Pattern.compile("(?i)\\bALTER\\s+PUBLICATION\\b");
    private static final Pattern DROPS_CONSTRAINT = Pattern.compile("(?i)\\bDROP\\s+CONSTRAINT\\b");
    private static final Pattern DROPS_NOT_NULL = Pattern.compile("(?i)\\bDROP\\s+NOT\\s+NULL\\b");
    private static final Pattern DROPS_DEFAULT = Pattern.compile("(?i)\\bDROP\\s+DEFAULT\\b");
    private static final Pattern DROPS_STATISTICS = Pattern.compile("(?i)\\bDROP\\s+STATISTICS\\b");
    private static final Pattern DISABLES = Pattern.compile("(?i)\\bDISABLE\\s+ROW\\b");

    private final TracedMigration migration;
    private final List<String> words = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    private LostParts(TracedMigration migration) {
        this.migration = migration;
    }

    static LostParts of(TracedMigration migration, Table was, Table is) {
        LostParts lost = new LostParts(migration);
        lost.privileges(was, is, was.identity());
        for (Column column : was.columns()) {
            is.column(column.name()).ifPresent(same -> lost.columnPrivileges(column, same, is));
        }
        lost.triggers(was, is);
        lost.protection(was, is);
        lost.indexes(was);
        lost.constraints(was, is);
        lost.columns(was, is);
        lost.statistics(was, is);
        lost.replication(was, is);
        return lost;
    }

    static LostParts of(TracedMigration migration, View was, View is) {
        LostParts lost = new LostParts(migration);
        lost.privileges(was, is, was.identity());
        if (was.isPopulated() && !is.isPopulated()) {
            lost.add("its rows, so that each query of it fails", "REFRESH MATERIALIZED VIEW " + is.identity() + ";");
        }
        lost.options(was, is);
        lost.triggers(was, is);
        lost.indexes(was);
        return lost;
    }

    /** @param dropped whether it was dropped before, and not replaced, which leaves its privileges */
    static LostParts of(TracedMigration migration, Function was, Function is, boolean dropped) {
        LostParts lost = new LostParts(migration);
        if (dropped) {
            lost.execution(was, is);
        }
        lost.settings(was, is);
        return lost;
    }

    /** What is lost, each as a few words. */
    List<String> words() {
        return List.copyOf(words);
    }

    /** A statement for each. */
    List<String> remedies() {
        return List.copyOf(remedies);
    }

    private void add(String word, String remedy) {
        words.add(word);
        remedies.add(remedy);
    }

    private void privileges(TypedObject was, TypedObject is, String object) {
        granted(was, is).forEach((role, words) -> {
            String list = String.join(", ", words);
            add(list + " for " + role, "GRANT " + list + " ON " + object + " TO " + role + ";");
        });
    }

    private void columnPrivileges(Column was, Column is, Table table) {
        granted(was, is).forEach((role, words) -> {
            String list = String.join(" (" + is.quotedName() + "), ", words) + " (" + is.quotedName() + ")";
            add(list + " for " + role, "GRANT " + list + " ON " + table.identity() + " TO " + role + ";");
        });
    }

    /** By role; what its owner may he may in any case, and a role that is no more needs nothing. */
    private Map<String, List<String>> granted(TypedObject was, TypedObject is) {
        if (takesPrivileges(migration)) {
            return Map.of();
        }
        Privileges now = Privileges.of(is.object());
        Privileges before = Privileges.of(was.object());
        Map<String, List<String>> lost = new TreeMap<>();
        before.words().keySet().stream()
                .filter(role -> !was.owner().equals(Optional.of(role)) && isThere(role))
                .filter(role -> !before.notIn(now, role).isEmpty())
                .forEach(role -> lost.put(role, before.notIn(now, role)));
        return lost;
    }

    /** The server's own roles are always there, and in no catalogue. */
    private boolean isThere(String role) {
        return role.equals("PUBLIC")
                || role.startsWith("pg_")
                || migration.after().objects(ObjectKind.ROLE).stream()
                        .anyMatch(object -> object.id().identity().equals(role));
    }

    /** To call a function is everybody's right, unless that was taken back from the former one. */
    private void execution(Function was, Function is) {
        boolean forAll = Protection.isForAll(is);
        String on = CatalogNames.routine(is);
        if (forAll && !Protection.isForAll(was) && !says(GRANTS)) {
            add("that not everybody may call it", "REVOKE EXECUTE ON " + on + " FROM PUBLIC;");
        }
        if (!forAll || is.privileges().isPresent()) {
            privileges(was, is, on);
        }
    }

    /** Where the rights of its owner are used, who may set the path says which tables and functions are meant. */
    private void settings(Function was, Function is) {
        if (is.isSecurityDefiner() && was.isSecurityDefiner() && !says(RESETS)) {
            for (String setting : was.settings()) {
                if (setting.startsWith("search_path=")
                        && is.settings().stream().noneMatch(now -> now.startsWith("search_path="))) {
                    add(
                            "its " + setting.replaceFirst("=", " = "),
                            "ALTER " + CatalogNames.routine(is) + " SET " + setting.replaceFirst("=", " = ") + ";");
                }
            }
        }
    }

    private void triggers(TypedObject was, TypedObject is) {
        List<CatalogObject> now = of(migration.after(), is, ObjectKind.TRIGGER);
        for (CatalogObject trigger : of(migration.before(), was, ObjectKind.TRIGGER)) {
            String name = CatalogNames.nameIn(was, trigger);
            Optional<String> function = trigger.attribute("function");
            boolean runs = now.stream()
                    .anyMatch(other -> other.id().equals(trigger.id())
                            || other.attribute("function").equals(function));
            boolean meant = migration.naming(name, DROPS_TRIGGER).isPresent()
                    || migration.after().functions().stream()
                            .noneMatch(other -> function.equals(Optional.of(other.signature())));
            if (!runs && !meant && trigger.attribute("parent trigger").isEmpty()) {
                add("the trigger " + name, trigger.attribute("definition").orElse("CREATE TRIGGER …") + ";");
            }
        }
    }

    private static List<CatalogObject> of(Catalog catalog, TypedObject relation, ObjectKind kind) {
        return catalog.children(relation.id()).stream()
                .filter(object -> object.id().kind() == kind)
                .toList();
    }

    /** What protects the rows behind a view. */
    private void options(View was, View is) {
        List<String> now = List.of(is.object().attribute("options").orElse("").split(", ", -1));
        for (String option : was.object().attribute("options").orElse("").split(", ", -1)) {
            if (option.startsWith("security_") && !now.contains(option)) {
                add(option, "ALTER VIEW " + is.identity() + " SET (" + option + ");");
            }
        }
    }

    /** Those that are part of no constraint: these are made with their table, and what it lacks is seen where it is made. */
    private void indexes(TypedObject was) {
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
                add("the index " + index.quotedName(), index.definition() + ";");
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

    private void protection(Table was, Table is) {
        if (was.isRowSecurityEnabled() && !is.isRowSecurityEnabled() && !says(DISABLES)) {
            add("row level security", "ALTER TABLE " + is.identity() + " ENABLE ROW LEVEL SECURITY;");
        }
        for (CatalogObject policy : was.policies()) {
            String name = CatalogNames.nameIn(was, policy);
            if (is.policies().stream().noneMatch(other -> other.id().equals(policy.id())) && !says(DROPS_POLICY)) {
                add("the policy " + name, "CREATE POLICY " + name + " ON " + is.identity() + " …;");
            }
        }
    }

    /** Whether it speaks of taking privileges away. */
    static boolean takesPrivileges(TracedMigration migration) {
        return says(migration, REVOKES);
    }

    /** Those that refuse rows and are no key: of keys another rule speaks, since one that takes more columns may be meant. */
    private void constraints(Table was, Table is) {
        for (Constraint constraint : was.constraints()) {
            boolean refuses = List.of("check", "foreign key", "exclusion").contains(constraint.type());
            boolean possible = constraint.columns().stream()
                    .allMatch(column ->
                            is.columns().stream().anyMatch(other -> other.name().equals(column)));
            if (refuses
                    && possible
                    && is.constraints().stream()
                            .noneMatch(other -> other.id().equals(constraint.id())
                                    || isInPlaceOf(other, constraint)
                                    || NewStrictness.demand(other).equals(NewStrictness.demand(constraint)))
                    && migration.naming(constraint.name(), DROPS_CONSTRAINT).isEmpty()) {
                add(
                        "the " + (constraint.type().equals("exclusion") ? "exclusion constraint" : constraint.type())
                                + " " + constraint.quotedName(),
                        "ALTER TABLE " + is.identity() + " ADD CONSTRAINT " + constraint.quotedName() + " "
                                + constraint.definition() + ";");
            }
        }
    }

    /** One that says something else of the same columns is meant. */
    private static boolean isInPlaceOf(Constraint now, Constraint before) {
        return now.type().equals(before.type()) && Set.copyOf(now.columns()).equals(Set.copyOf(before.columns()));
    }

    /**
     * What a table that is made of a query has not: CREATE TABLE AS takes names and types alone. Where one of the columns has kept what it had,
     * somebody has written what they shall have.
     */
    private void columns(Table was, Table is) {
        boolean demands = keepsAny(was, is, column -> !column.isNullable());
        boolean fills = keepsAny(was, is, FormerWrites::isFilled);
        for (Column column : was.columns()) {
            Optional<Column> same = is.column(column.quotedName());
            if (same.isPresent() && !column.isNullable() && !demands && !says(DROPS_NOT_NULL)) {
                add(
                        "NOT NULL of " + column.quotedName(),
                        "ALTER TABLE " + is.identity() + " ALTER COLUMN " + column.quotedName() + " SET NOT NULL;");
            }
            if (same.isPresent()
                    && same.get().isNullable()
                    && FormerWrites.isFilled(column)
                    && !fills
                    && !says(DROPS_DEFAULT)) {
                filled(column, is);
            }
        }
    }

    private static boolean keepsAny(Table was, Table is, Predicate<Column> property) {
        return was.columns().stream()
                .filter(property)
                .anyMatch(column ->
                        is.column(column.quotedName()).filter(property).isPresent());
    }

    private void filled(Column column, Table is) {
        String alter = "ALTER TABLE " + is.identity() + " ALTER COLUMN " + column.quotedName() + " ";
        if (column.generated() != Column.Generated.NOT_GENERATED) {
            add(
                    "the expression of " + column.quotedName(),
                    "CREATE TABLE … with " + column.quotedName() + " as it was: GENERATED ALWAYS AS ("
                            + column.generationExpression().orElse("…") + ") STORED;");
        } else if (column.sequence()
                        .filter(sequence ->
                                migration.after().find(sequence.id()).isPresent())
                        .isPresent()
                || column.sequence().isEmpty()) {
            add(
                    "the default of " + column.quotedName(),
                    alter + "SET DEFAULT " + column.defaultExpression().orElse("…") + ";");
        } else {
            add(
                    "the numbers of " + column.quotedName(),
                    alter + "ADD GENERATED BY DEFAULT AS IDENTITY (START WITH …); past the highest number");
        }
    }

    private void statistics(Table was, Table is) {
        List<CatalogObject> now = of(migration.after(), is, ObjectKind.STATISTICS);
        for (CatalogObject statistics : of(migration.before(), was, ObjectKind.STATISTICS)) {
            if (now.stream().noneMatch(other -> isSame(other, statistics)) && !says(DROPS_STATISTICS)) {
                add(
                        "the statistics " + statistics.id().identity(),
                        statistics.attribute("definition").orElse("CREATE STATISTICS …") + ";");
            }
        }
    }

    private static boolean isSame(CatalogObject one, CatalogObject other) {
        return one.id().equals(other.id()) || withoutName(one).equals(withoutName(other));
    }

    private static Optional<String> withoutName(CatalogObject statistics) {
        return statistics.attribute("definition").map(text -> text.replaceFirst("STATISTICS \\S+", ""));
    }

    /** Subscribers get nothing of a table that takes the place of a published one. */
    private void replication(Table was, Table is) {
        for (CatalogObject publication : migration.before().objects(ObjectKind.PUBLICATION)) {
            Optional<CatalogObject> named = published(migration.before(), publication, was);
            boolean there = migration.after().find(publication.id()).isPresent();
            if (named.isPresent()
                    && there
                    && published(migration.after(), publication, is).isEmpty()
                    && !says(ALTERS_PUBLICATION)) {
                String name = publication.id().identity();
                add(
                        "that the publication " + name + " publishes it",
                        "ALTER PUBLICATION " + name + " ADD TABLE " + is.identity()
                                + named.get()
                                        .attribute("where")
                                        .map(where -> " WHERE " + where)
                                        .orElse("") + ";");
            }
        }
        Optional<String> identity = was.object().attribute("replica identity").filter(each -> !each.equals("index"));
        if (identity.isPresent() && is.object().attribute("replica identity").isEmpty()) {
            String word = identity.get().toUpperCase(Locale.ROOT);
            add("its replica identity " + word, "ALTER TABLE " + is.identity() + " REPLICA IDENTITY " + word + ";");
        }
    }

    private static Optional<CatalogObject> published(Catalog catalog, CatalogObject publication, Table table) {
        return catalog.children(publication.id()).stream()
                .filter(part -> part.attribute("table").equals(Optional.of(table.identity())))
                .findFirst();
    }

    private boolean says(Pattern what) {
        return says(migration, what);
    }

    private static boolean says(TracedMigration migration, Pattern what) {
        return migration.large().statements().stream()
                .anyMatch(statement ->
                        what.matcher(Words.code(statement.statement().sql())).find());
    }
}
