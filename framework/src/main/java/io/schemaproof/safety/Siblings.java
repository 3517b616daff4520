package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A new table that is treated otherwise than all the tables of its schema that were there before. */
final class Siblings {

    /** One table alone is no custom. */
    private static final int ENOUGH = 2;

    private Siblings() {}

    /** Find what a table lacks and any other of its schema has; {@link #isNews} says for which of it a migration answers. */
    static void find(Catalog catalog, Consumer<LeftOver> found) {
        catalog.tables().stream()
                .filter(Siblings::isOwn)
                .collect(Collectors.groupingBy(TypedObject::schema))
                .values()
                .forEach(tables -> find(tables, found));
    }

    private static void find(List<Table> tables, Consumer<LeftOver> found) {
        Set<String> roles =
                tables.stream().flatMap(table -> roles(table).stream()).collect(Collectors.toSet());
        Set<String> owners =
                tables.stream().flatMap(table -> table.owner().stream()).collect(Collectors.toSet());
        for (Table table : tables) {
            Set<String> own = roles(table);
            String owner = table.owner().orElse("");
            for (String role : roles) {
                if (!own.contains(role) && !role.equals(owner)) {
                    found.accept(new LeftOver(
                            Hazard.GRANTS_MISSING,
                            table.identity(),
                            List.of(role, table.name()),
                            "The role " + role + " has privileges on each table that was in " + table.schema()
                                    + " before, and none on " + table.identity() + ".",
                            "GRANT … ON " + table.identity() + " TO " + role
                                    + "; in the same migration, or ALTER DEFAULT PRIVILEGES for all to come."));
                }
            }
            for (String other : owners) {
                if (!other.equals(owner)) {
                    found.accept(new LeftOver(
                            Hazard.OWNER_DIFFERS,
                            table.identity(),
                            List.of(other, table.name()),
                            "The table " + table.identity() + " belongs to " + owner + ", and each one that was in "
                                    + table.schema() + " before to " + other + ".",
                            "ALTER TABLE " + table.identity() + " OWNER TO " + other + "; in the same migration."));
                }
            }
        }
    }

    /** Whether the table is new, and all that were there before have what it lacks, but for those of which that is known already. */
    static boolean isNews(LeftOver left, Catalog before, Catalog after, Set<String> known) {
        Optional<Table> lacks = after.table(left.object());
        if (lacks.isEmpty() || before.table(left.object()).isPresent()) {
            return false;
        }
        String role = left.names().get(0);
        List<Table> others = before.tables().stream()
                .filter(Siblings::isOwn)
                .filter(table -> table.schema().equals(lacks.get().schema()))
                .filter(table -> !known.contains(LeftOver.key(left.hazard(), table.identity(), role)))
                .toList();
        return others.size() >= ENOUGH
                && others.stream()
                        .allMatch(table -> left.hazard() == Hazard.OWNER_DIFFERS
                                ? table.owner().equals(Optional.of(role))
                                : roles(table).contains(role));
    }

    private static boolean isOwn(Table table) {
        return table.extension().isEmpty() && table.partitionOf().isEmpty();
    }

    /** The roles that were granted something; the owner needs no GRANT, and PUBLIC is no role. */
    private static Set<String> roles(Table table) {
        Set<String> roles = new HashSet<>();
        for (String item : table.privileges().orElse("").split(", ", -1)) {
            int end = item.indexOf('=');
            if (end > 0) {
                roles.add(item.substring(0, end));
            }
        }
        table.owner().ifPresent(roles::remove);
        return roles;
    }
}
