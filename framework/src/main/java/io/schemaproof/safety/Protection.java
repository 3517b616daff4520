package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What protects rows, from a crash or from others, and does not. */
final class Protection {

    private static final String ON_SCHEMA = "SCHEMA ";

    /** Types may be used by everybody unless that is taken back, and to name one harms nobody, so that they are left out. */
    private static final Map<ObjectKind, String> GUARDED = Map.of(
            ObjectKind.TABLE, "",
            ObjectKind.FOREIGN_TABLE, "",
            ObjectKind.VIEW, "",
            ObjectKind.MATERIALIZED_VIEW, "",
            ObjectKind.COLUMN, "",
            ObjectKind.SEQUENCE, "SEQUENCE ",
            ObjectKind.SCHEMA, ON_SCHEMA);

    /** The right to use a schema. */
    private static final Pattern USES = Pattern.compile("=[A-Za-z*]*U[A-Za-z*]*/");

    private Protection() {}

    static void find(Table table, Consumer<LeftOver> found) {
        if (table.isUnlogged()) {
            found.accept(
                    new LeftOver(
                            Hazard.UNLOGGED,
                            table.identity(),
                            List.of(table.name()),
                            "The table " + table.identity() + " is UNLOGGED in the end.",
                            "ALTER TABLE " + table.identity()
                                    + " SET LOGGED; while it is small, for that writes it anew. Where the rows may be lost: a waiver that says so."));
        }
        if (table.isRowSecurityEnabled() && table.policies().isEmpty()) {
            found.accept(new LeftOver(
                    Hazard.ROW_SECURITY_WITHOUT_POLICY,
                    table.identity(),
                    List.of(table.name()),
                    "The table " + table.identity() + " has row level security and no policy in the end.",
                    "CREATE POLICY … ON " + table.identity() + " USING (…); in the same migration."));
        }
    }

    static void find(Catalog catalog, Consumer<LeftOver> found) {
        GUARDED.forEach((kind, on) -> {
            for (CatalogObject object : catalog.objects(kind)) {
                List<String> words = object.extension().isPresent() ? List.of() : granted(object, on.equals(ON_SCHEMA));
                if (!words.isEmpty()) {
                    found.accept(granted(catalog, object, on, words));
                }
            }
        });
        for (Function function : catalog.functions()) {
            if (function.object().extension().isEmpty()
                    && function.isSecurityDefiner()
                    && isCallable(function)
                    && isForAll(function)
                    && isReachable(catalog, function)) {
                found.accept(definer(function));
            }
        }
    }

    private static boolean isCallable(Function function) {
        return function.returns()
                .filter(type -> type.equals("trigger") || type.equals("event_trigger"))
                .isEmpty();
    }

    /** To call a function is everybody's right unless that is taken back. */
    static boolean isForAll(Function function) {
        return items(function.object().attribute("privileges")).stream().anyMatch(item -> item.startsWith("=X/"))
                || function.object().attribute("privileges").isEmpty();
    }

    /** Whether any role but its owner may look into the schema; into public everybody may, from the beginning. */
    private static boolean isReachable(Catalog catalog, Function function) {
        return catalog.schemas().stream()
                .filter(schema -> schema.name().equals(function.schema()))
                .anyMatch(schema -> {
                    Optional<String> privileges = schema.object().attribute("privileges");
                    String own = schema.owner().orElse("") + "=";
                    return (schema.name().equals("public") && privileges.isEmpty())
                            || items(privileges).stream()
                                    .anyMatch(item -> !item.startsWith(own)
                                            && USES.matcher(item).find());
                });
    }

    private static List<String> items(Optional<String> privileges) {
        return privileges.map(text -> List.of(text.split(", ", -1))).orElse(List.of());
    }

    private static LeftOver definer(Function function) {
        String owner = function.owner().orElse("its owner");
        return new LeftOver(
                Hazard.PUBLIC_PRIVILEGE,
                function.signature(),
                List.of(function.name()),
                "PUBLIC may call " + function.signature() + ", which is SECURITY DEFINER and does all that it does as "
                        + owner + ", in the end.",
                "REVOKE EXECUTE ON " + CatalogNames.routine(function)
                        + " FROM PUBLIC; and GRANT to the roles that need it, in the transaction that makes it.");
    }

    private static LeftOver granted(Catalog catalog, CatalogObject object, String on, List<String> words) {
        String identity = object.id().identity();
        String whole = identity;
        String privileges = String.join(", ", words);
        String revoked = privileges;
        if (object.id().kind() == ObjectKind.COLUMN) {
            whole = object.parent().orElseThrow().identity();
            String column = " (" + identity.substring(whole.length() + 1) + ")";
            revoked = String.join(column + ", ", words) + column;
        }
        String name = catalog.relation(whole)
                .map(TypedObject::name)
                .or(() -> catalog.sequence(identity).map(TypedObject::name))
                .orElse(whole);
        return new LeftOver(
                Hazard.PUBLIC_PRIVILEGE,
                identity,
                List.of(name),
                "PUBLIC has " + privileges + " on " + identity + " in the end.",
                "REVOKE " + revoked + " ON " + on + whole + " FROM PUBLIC; and GRANT to the roles that need it.");
    }

    /** What PUBLIC may do; to look into a schema harms nobody. */
    private static List<String> granted(CatalogObject object, boolean schema) {
        return Privileges.of(object).of("PUBLIC").stream()
                .filter(word -> !(schema && word.equals("USAGE")))
                .toList();
    }
}
