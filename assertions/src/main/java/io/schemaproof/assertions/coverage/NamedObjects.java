package io.schemaproof.assertions.coverage;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.structure.Columns;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.Named;
import org.jspecify.annotations.Nullable;

/** Finds the objects that a check of their owner names: the columns of {@code hasColumns("id", "year")}. */
final class NamedObjects {

    private NamedObjects() {}

    static Set<ObjectId> of(Object owner, String check, @Nullable Object[] arguments) {
        if (!check.startsWith("has") || check.startsWith("hasNo")) {
            return Set.of();
        }
        List<String> names = new ArrayList<>();
        collect(names, arguments);
        try {
            if (owner instanceof Schema schema) {
                return ofDatabase(schema.catalog(), check, names);
            }
            return owner instanceof Table table ? ofTable(table, check, names) : Set.of();
        } catch (IllegalArgumentException notAName) {
            return Set.of();
        }
    }

    private static Set<ObjectId> ofDatabase(Catalog catalog, String check, List<String> names) {
        boolean inSchema = check.endsWith("In") && names.size() > 1;
        Set<ObjectId> found = new TreeSet<>();
        for (String name : inSchema ? names.subList(1, names.size()) : names) {
            String full = inSchema ? names.get(0) + "." + name : name;
            if (check.contains("Table")) {
                catalog.table(full).ifPresent(table -> found.add(table.id()));
            } else if (check.contains("View")) {
                catalog.view(full).ifPresent(view -> found.add(view.id()));
            } else if (check.contains("Function") || check.contains("Procedure")) {
                catalog.functions(full).forEach(function -> found.add(function.id()));
            } else {
                for (ObjectKind kind : Countable.KINDS) {
                    if (check.contains(word(kind))) {
                        catalog.find(kind, full).ifPresent(object -> found.add(object.id()));
                    }
                }
            }
        }
        return found;
    }

    private static String word(ObjectKind kind) {
        return switch (kind) {
            case ENUM_TYPE -> "Enum";
            case COMPOSITE_TYPE -> "Composite";
            case RANGE_TYPE -> "Range";
            case DOMAIN -> "Domain";
            case SEQUENCE -> "Sequence";
            case INDEX -> "Index";
            case AGGREGATE -> "Aggregate";
            default -> kind.name();
        };
    }

    private static Set<ObjectId> ofTable(Table table, String check, List<String> names) {
        List<String> folded = names.stream()
                .map(Names::parse)
                .map(parts -> parts.get(parts.size() - 1))
                .toList();
        Set<ObjectId> found = new TreeSet<>();
        if (check.contains("PrimaryKey")) {
            table.primaryKey().filter(key -> key.columns().equals(folded)).ifPresent(key -> found.add(key.id()));
        } else if (check.contains("UniqueKey")) {
            table.constraints().stream()
                    .filter(key -> key.type().equals("unique") || key.type().equals("primary key"))
                    .filter(key -> Set.copyOf(key.columns()).equals(Set.copyOf(folded)))
                    .forEach(key -> found.add(key.id()));
            table.indexes().stream()
                    .filter(index ->
                            index.isUnique() && Set.copyOf(index.columns()).equals(Set.copyOf(folded)))
                    .forEach(index -> found.add(index.id()));
        } else if (check.contains("ForeignKey")) {
            table.foreignKeys().stream()
                    .filter(key -> key.columns().equals(folded))
                    .forEach(key -> found.add(key.id()));
        } else if (check.contains("Column")) {
            add(found, table.columns(), folded);
        } else if (check.contains("Index")) {
            add(found, table.indexes(), folded);
        } else if (check.contains("Trigger")) {
            add(found, table.triggers(), folded);
        } else if (check.contains("Constraint") || check.contains("Check")) {
            add(found, table.constraints(), folded);
        } else if (check.contains("Polic")) {
            for (CatalogObject policy : table.policies()) {
                List<String> parts = Names.parse(policy.id().identity());
                if (folded.contains(parts.get(parts.size() - 1))) {
                    found.add(policy.id());
                }
            }
        }
        return found;
    }

    private static void add(Set<ObjectId> found, List<? extends TypedObject> children, List<String> names) {
        children.stream().filter(child -> names.contains(child.name())).forEach(child -> found.add(child.id()));
    }

    private static void collect(List<String> names, @Nullable Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof String name) {
                names.add(name);
            } else if (argument instanceof Named named) {
                names.add(Names.of(named));
            } else if (argument instanceof Columns columns) {
                names.addAll(columns.names());
            } else if (argument instanceof Object[] several) {
                Stream.of(several).forEach(each -> collect(names, each));
            } else if (argument instanceof Collection<?> several) {
                several.forEach(each -> collect(names, each));
            }
        }
    }
}
