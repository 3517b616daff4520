package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Find the objects that names stand for, in the database or in one schema. */
final class InventoryNames {

    private final Schema schema;
    private final Inventory inventory;
    private final @Nullable String namespace;

    /** @param namespace the schema in which names are looked for, without quotes; null for all of them */
    InventoryNames(Schema schema, Inventory inventory, @Nullable String namespace) {
        this.schema = schema;
        this.inventory = inventory;
        this.namespace = namespace;
    }

    /** All objects there are. */
    List<CatalogObject> all() {
        return inventory.kinds().stream()
                .flatMap(kind -> catalog().objects(kind).stream())
                .filter(inventory::holds)
                .filter(object -> namespace == null
                        || namespace.equals(schemaOf(object.id().identity())))
                .toList();
    }

    /**
     * The objects of a name: at most one, but for a function without arguments.
     *
     * @throws IllegalArgumentException if the name is of another schema
     */
    List<CatalogObject> of(String name) {
        String qualified = qualified(name);
        if (inventory.isOfFunctions()) {
            return FunctionLookup.all(schema, qualified).stream()
                    .map(TypedObject::object)
                    .filter(inventory::holds)
                    .toList();
        }
        String canonical = canonical(qualified);
        List<CatalogObject> found = new ArrayList<>(1);
        for (ObjectKind kind : inventory.kinds()) {
            catalog().find(kind, canonical).filter(inventory::holds).ifPresent(found::add);
        }
        return found;
    }

    /** The failure if a name says a schema, a table or a type that is not there, where nothing could be found. */
    Optional<Failure> unknownPlace(String name) {
        Optional<Failure> unknown = unknownSchema(name);
        if (unknown.isEmpty() && inventory.isOfFunctions()) {
            return ArgumentTypes.unknown(schema, qualified(name));
        }
        return unknown.isPresent() || !inventory.isConstraints() ? unknown : unknownTable(qualified(name));
    }

    private Optional<Failure> unknownTable(String name) {
        List<String> parts = Names.parse(name);
        if (parts.size() < partsOfBareName()) {
            throw new IllegalArgumentException(
                    "Name the table too, as orders." + name + ": each table has constraints of its own.");
        }
        String table =
                parts.subList(0, parts.size() - 1).stream().map(Names::quote).collect(Collectors.joining("."));
        List<ObjectKind> owners = List.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE);
        if (isSystem(parts.get(0))
                || owners.stream().anyMatch(kind -> catalog().find(kind, table).isPresent())) {
            return Optional.empty();
        }
        List<String> tables = owners.stream()
                .flatMap(kind -> catalog().objects(kind).stream())
                .map(object -> object.id().identity())
                .toList();
        String written = parts.size() == partsOfBareName() ? "public." + table : table;
        return Optional.of(Failure.expected("table " + written + " to exist")
                .butWas(written, "no such table: nothing was checked")
                .line(Names.didYouMean(written, tables))
                .line("Say hasNoTable(..) if that is meant."));
    }

    private Optional<Failure> unknownSchema(String name) {
        if (namespace != null || !inventory.isInSchemas() || inventory == Inventory.OPERATORS) {
            return Optional.empty();
        }
        List<String> parts = Names.parse(head(name));
        String first = parts.get(0);
        if (parts.size() <= partsOfBareName() || isSystem(first)) {
            return Optional.empty();
        }
        List<String> schemas = catalog().objects(ObjectKind.SCHEMA).stream()
                .map(object -> object.id().identity())
                .toList();
        String quoted = Names.quote(first);
        return schemas.contains(quoted)
                ? Optional.empty()
                : Optional.of(Failure.expected("schema " + quoted + " to exist")
                        .butWas(quoted, "no such schema: nothing was checked")
                        .line(Names.didYouMean(quoted, schemas))
                        .line("Say hasNoSchema(..) if that is meant."));
    }

    private static boolean isSystem(String name) {
        return name.startsWith("pg_") || name.equals("information_schema");
    }

    /** What bears the name but is of another kind: {@code public.makes exists but is a view.} */
    Optional<String> otherKind(String name) {
        String qualified = qualified(name);
        return !inventory.isInSchemas() || inventory.isOfFunctions()
                ? Optional.empty()
                : Stream.of(Inventory.RELATIONS, Inventory.INDEXES, Inventory.TYPES)
                        .flatMap(other -> other.kinds().stream())
                        .flatMap(kind -> catalog().find(kind, qualified).stream())
                        .filter(object -> !inventory.holds(object))
                        .map(object -> object.id().identity() + " exists but is "
                                + Article.with(object.id().kind().word()) + ".")
                        .findFirst();
    }

    /** Where else the name is: {@code It exists as legacy.orders.} */
    Optional<String> elsewhere(String name) {
        if (!inventory.isInSchemas() || inventory.isOfFunctions() || inventory == Inventory.OPERATORS) {
            return Optional.empty();
        }
        List<String> parts = Names.parse(name);
        String bare = "." + Names.quote(parts.get(parts.size() - 1));
        String found = inventory.kinds().stream()
                .flatMap(kind -> catalog().objects(kind).stream())
                .filter(inventory::holds)
                .map(object -> object.id().identity())
                .filter(identity -> identity.endsWith(bare))
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? Optional.empty() : Optional.of("It exists as " + found + ".");
    }

    /** A name that stands for nothing, written as the catalogue would write it. */
    String written(String name) {
        String qualified = qualified(name);
        if (!inventory.isInSchemas() || inventory == Inventory.OPERATORS) {
            return canonical(qualified);
        }
        String head = head(qualified);
        List<String> parts = Names.parse(head);
        String rest = qualified.substring(head.length());
        String quoted = parts.stream().map(Names::quote).collect(Collectors.joining("."));
        return (parts.size() == partsOfBareName() ? "public." + quoted : quoted) + rest;
    }

    private String qualified(String name) {
        if (namespace == null || !inventory.isInSchemas()) {
            return name;
        }
        String head = head(name);
        // An operator is no name: it can be neither quoted nor folded.
        boolean bare = inventory == Inventory.OPERATORS
                ? head.matches("[^\\w\".]+")
                : Names.parse(head).size() == partsOfBareName();
        if (bare) {
            return Names.sql(List.of(namespace)) + "." + name;
        }
        if (!Names.parse(head).get(0).equals(namespace)) {
            throw new IllegalArgumentException(
                    name + " is not in the schema " + Names.quote(namespace) + ": leave the schema's name out.");
        }
        return name;
    }

    /** How many parts a name has that leaves out the schema: that of a constraint begins with its table. */
    private int partsOfBareName() {
        return inventory.isConstraints() ? 2 : 1;
    }

    /** Types in the names of casts and operators are written as the server does. */
    private String canonical(String name) {
        if (inventory == Inventory.CASTS
                && catalog().find(ObjectKind.CAST, name).isEmpty()) {
            return castName(name);
        }
        return name;
    }

    private String castName(String name) {
        String inner = name.strip().replaceAll("^\\(|\\)$", "");
        String[] types = inner.split("(?i)\\s+as\\s+", -1);
        Canonical canonical = new Canonical(schema.dataSource());
        return types.length == 2 ? "(" + canonical.type(types[0]) + " AS " + canonical.type(types[1]) + ")" : name;
    }

    /** The name before the arguments. */
    private static String head(String name) {
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            quoted ^= c == '"';
            if (c == '(' && !quoted) {
                return name.substring(0, i);
            }
        }
        return name;
    }

    /** The schema of a name that the server wrote; null for what is in none. */
    private @Nullable String schemaOf(String identity) {
        int end =
                identity.startsWith("\"") ? identity.replace("\"\"", "__").indexOf('"', 1) + 1 : identity.indexOf('.');
        return end <= 0 || end >= identity.length() || identity.charAt(end) != '.'
                ? null
                : Names.column(identity.substring(0, end));
    }

    private Catalog catalog() {
        return schema.catalog();
    }
}
