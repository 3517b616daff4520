package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The roles that are there behind a migration. */
record Roles(Catalog catalog) {

    static final String PUBLIC = "PUBLIC";

    boolean isThere(String role) {
        return role.equals(PUBLIC)
                || role.startsWith("pg_")
                || catalog.objects(ObjectKind.ROLE).stream()
                        .anyMatch(object -> object.id().identity().equals(role) && !object.is("superuser"));
    }

    /** By itself, by PUBLIC, as a member of its owner or of another role that may. */
    boolean may(String role, String word, CatalogObject object, Privileges privileges) {
        return privileges.of(role).contains(word)
                || privileges.of(PUBLIC).contains(word)
                || object.attribute("owner").equals(Optional.of(role))
                || (object.attribute("privileges").isEmpty() && word.equals("EXECUTE"))
                || (role.equals("pg_read_all_data") && Set.of("SELECT", "USAGE").contains(word))
                || (role.equals("pg_write_all_data")
                        && Set.of("INSERT", "UPDATE", "DELETE").contains(word))
                || groups(role).stream().anyMatch(group -> may(group, word, object, privileges));
    }

    /** The roles that one is in; the server lets no role be in itself. */
    List<String> groups(String role) {
        String in = role + " in ";
        return catalog.objects(ObjectKind.ROLE_MEMBERSHIP).stream()
                .map(member -> member.id().identity())
                .filter(member -> member.startsWith(in))
                .map(member -> member.substring(in.length()).replaceFirst(" granted by .*", ""))
                .toList();
    }
}
