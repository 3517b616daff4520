package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
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
import java.util.Optional;
import java.util.regex.Pattern;

/** What one object had, and another of its name has not, and which statements bring it back. What a script takes away in words is left out. */
final class LostParts {

    private static final Pattern DROPS_TRIGGER = Pattern.compile("(?i)\\bDROP\\s+TRIGGER\\b");
    private static final Pattern DROPS_INDEX = Pattern.compile("(?i)\\bDROP\\s+INDEX\\b");
    private static final Pattern ALTERS_PUBLICATION = Pattern.compile("(?i)\\bALTER\\s+PUBLICATION\\b");
    private static final Pattern DROPS_STATISTICS = Pattern.compile("(?i)\\bDROP\\s+STATISTICS\\b");

    private final TracedMigration migration;
    private final List<String> words = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    private LostParts(TracedMigration migration) {
        this.migration = migration;
    }

    static LostParts of(TracedMigration migration, Table was, Table is) {
        LostParts lost = new LostParts(migration);
        LostPrivileges privileges = new LostPrivileges(lost);
        privileges.relation(was, is);
        privileges.columns(was, is);
        lost.triggers(was, is);
        new LostProtection(lost).rowSecurity(was, is);
        lost.indexes(was);
        LostDemands demands = new LostDemands(lost);
        demands.constraints(was, is);
        demands.columns(was, is);
        lost.statistics(was, is);
        lost.replication(was, is);
        return lost;
    }

    static LostParts of(TracedMigration migration, View was, View is) {
        LostParts lost = new LostParts(migration);
        new LostPrivileges(lost).relation(was, is);
        if (was.isPopulated() && !is.isPopulated()) {
            lost.add("its rows, so that each query of it fails", "REFRESH MATERIALIZED VIEW " + is.identity() + ";");
        }
        new LostProtection(lost).options(was, is);
        lost.triggers(was, is);
        lost.indexes(was);
        return lost;
    }

    /** @param dropped whether it was dropped before, and not replaced, which leaves its privileges */
    static LostParts of(TracedMigration migration, Function was, Function is, boolean dropped) {
        LostParts lost = new LostParts(migration);
        if (dropped) {
            new LostPrivileges(lost).execution(was, is);
        }
        new LostProtection(lost).settings(was, is);
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

    TracedMigration migration() {
        return migration;
    }

    void add(String word, String remedy) {
        words.add(word);
        remedies.add(remedy);
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

    private void statistics(Table was, Table is) {
        List<CatalogObject> now = of(migration.after(), is, ObjectKind.STATISTICS);
        for (CatalogObject statistics : of(migration.before(), was, ObjectKind.STATISTICS)) {
            if (now.stream().noneMatch(other -> isSame(other, statistics)) && !migration.says(DROPS_STATISTICS)) {
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
                    && !migration.says(ALTERS_PUBLICATION)) {
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
}
