package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is granted on an object; the privileges that it has without any GRANT are written out.
 *
 * @param owner the role that owns it
 * @param items each grantee's privileges
 */
record Grants(String owner, List<Item> items) {

    /**
     * Read them.
     *
     * @param source a query for the privileges, NULL for the default, and the owner's OID
     * @param letter the kind of object for {@code acldefault}
     */
    static Grants of(Schema schema, String source, char letter, @Nullable Object... binds) {
        List<List<@Nullable String>> rows = new Sql(schema.dataSource())
                .rows(
                        "SELECT o.rolname, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE coalesce(g.rolname, x.grantee::text) END,"
                                + " x.privilege_type, x.is_grantable::text FROM (" + source + ") s(acl, owner)"
                                + " JOIN pg_catalog.pg_roles o ON o.oid = s.owner"
                                + " LEFT JOIN LATERAL pg_catalog.aclexplode(coalesce(s.acl, pg_catalog.acldefault('"
                                + letter + "', s.owner))) x ON true"
                                + " LEFT JOIN pg_catalog.pg_roles g ON g.oid = x.grantee",
                        binds);
        String owner = rows.isEmpty() ? "" : String.valueOf(rows.get(0).get(0));
        return new Grants(
                owner,
                rows.stream()
                        .filter(row -> row.get(2) != null)
                        .map(row -> new Item(
                                String.valueOf(row.get(1)), String.valueOf(row.get(2)), "true".equals(row.get(3))))
                        .toList());
    }

    Set<String> privileges(String role) {
        return select(item -> item.grantee().equals(role), Item::privilege);
    }

    Set<String> grantable(String role) {
        return select(item -> item.grantee().equals(role) && item.grantable(), Item::privilege);
    }

    Set<String> grantees() {
        return select(item -> !item.grantee().equals(owner), item -> Roles.quoted(item.grantee()));
    }

    Set<String> holders(String privilege) {
        return select(item -> item.privilege().equals(privilege), item -> Roles.quoted(item.grantee()));
    }

    private Set<String> select(Predicate<Item> condition, java.util.function.Function<Item, String> part) {
        return items.stream().filter(condition).map(part).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One privilege of one grantee. */
    record Item(String grantee, String privilege, boolean grantable) {}
}
