package io.schemaproof.safety;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What roles could do with an object, and cannot with the one that has its name now. */
record LostPrivileges(LostParts lost) {

    private static final Pattern REVOKES = Pattern.compile("(?i)\\bREVOKE\\b|\\bDROP\\s+OWNED\\b|\\bOWNER\\s+TO\\b");
    private static final Pattern GRANTS = Pattern.compile("(?i)\\bGRANT\\b");

    /** Those of a table or a view. */
    void relation(TypedObject was, TypedObject is) {
        privileges(was, is, was.identity());
    }

    /** Those of single columns. */
    void columns(Table was, Table is) {
        for (Column column : was.columns()) {
            is.column(column.name()).ifPresent(same -> columnPrivileges(column, same, is));
        }
    }

    private void privileges(TypedObject was, TypedObject is, String object) {
        granted(was, is).forEach((role, words) -> {
            String list = String.join(", ", words);
            lost.add(list + " for " + role, "GRANT " + list + " ON " + object + " TO " + role + ";");
        });
    }

    private void columnPrivileges(Column was, Column is, Table table) {
        granted(was, is).forEach((role, words) -> {
            String list = String.join(" (" + is.quotedName() + "), ", words) + " (" + is.quotedName() + ")";
            lost.add(list + " for " + role, "GRANT " + list + " ON " + table.identity() + " TO " + role + ";");
        });
    }

    /** By role; what its owner may he may in any case, and a role that is no more needs nothing. */
    private Map<String, List<String>> granted(TypedObject was, TypedObject is) {
        if (takesPrivileges(lost.migration())) {
            return Map.of();
        }
        Privileges now = Privileges.of(is.object());
        Privileges before = Privileges.of(was.object());
        Map<String, List<String>> gone = new TreeMap<>();
        before.words().keySet().stream()
                .filter(role -> !was.owner().equals(Optional.of(role)) && isThere(role))
                .filter(role -> !before.notIn(now, role).isEmpty())
                .forEach(role -> gone.put(role, before.notIn(now, role)));
        return gone;
    }

    /** The server's own roles are always there, and in no catalogue. */
    private boolean isThere(String role) {
        return role.equals("PUBLIC")
                || role.startsWith("pg_")
                || lost.migration().after().objects(ObjectKind.ROLE).stream()
                        .anyMatch(object -> object.id().identity().equals(role));
    }

    /** To call a function is everybody's right, unless that was taken back from the former one. */
    void execution(Function was, Function is) {
        boolean forAll = Protection.isForAll(is);
        String on = CatalogNames.routine(is);
        if (forAll && !Protection.isForAll(was) && !lost.migration().says(GRANTS)) {
            lost.add("that not everybody may call it", "REVOKE EXECUTE ON " + on + " FROM PUBLIC;");
        }
        if (!forAll || is.privileges().isPresent()) {
            privileges(was, is, on);
        }
    }

    /** Whether it speaks of taking privileges away. */
    static boolean takesPrivileges(TracedMigration migration) {
        return migration.says(REVOKES);
    }
}
