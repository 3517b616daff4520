package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assert on who may do what with an object.
 *
 * <p>Two questions: {@code grantsExactly} asks what the object's access control list says of a role itself, {@code can} and
 * {@code cannot} ask what the role may do in the end, through {@code PUBLIC}, other roles, ownership or as a superuser.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").privileges().grantsExactly("app", SELECT, INSERT).cannot("app", DELETE); // passes
 * assertThat(schema).table("orders").privileges().grantsNothing("PUBLIC"); // fails if anything is granted to all
 * }</pre>
 *
 * @since 0.1
 */
public class PrivilegesAssert extends AbstractGrantsAssert<PrivilegesAssert> {

    private final Securable kind;
    private final String name;
    private final @Nullable String column;
    private final String key;
    private boolean allowsColumns;

    private PrivilegesAssert(Schema schema, Securable kind, String name, @Nullable String column) {
        super(schema, column == null ? kind.letter() : 'c', PrivilegesAssert.class);
        this.kind = kind;
        this.name = name;
        this.column = column;
        this.key = kind.key(name);
    }

    /**
     * Look an object up.
     *
     * @throws AssertionError if there is none of this name
     */
    static PrivilegesAssert of(Schema schema, Securable kind, String name) {
        PrivilegesAssert found = new PrivilegesAssert(schema, kind, name, null);
        if (new Sql(schema.dataSource()).rows(kind.query(), found.key).isEmpty()) {
            throw found.missing(
                    Failure.expected(kind.word().toLowerCase(java.util.Locale.ROOT) + " " + name + " to exist")
                            .butWas(name, "no such object")
                            .line(kind == Securable.SCHEMA ? Names.didYouMean(name, schemas(schema)) : ""));
        }
        return found;
    }

    private static List<String> schemas(Schema schema) {
        return schema.catalog().objects(ObjectKind.SCHEMA).stream()
                .map(object -> object.id().identity())
                .toList();
    }

    /** A column of a table that was looked up. */
    static PrivilegesAssert ofColumn(Schema schema, String table, String column) {
        return new PrivilegesAssert(schema, Securable.TABLE, table, column);
    }

    @Override
    protected String where() {
        return "privileges on "
                + (column == null
                        ? kind.word().toLowerCase(java.util.Locale.ROOT) + " " + name
                        : "column " + name + "." + Names.quote(column));
    }

    /**
     * Let pass what is granted on columns of the table alone, in what follows of {@code grants…}; {@code columnPrivileges} asks
     * for it.
     */
    public PrivilegesAssert allowingColumnPrivileges() {
        allowsColumns = true;
        return this;
    }

    /**
     * Require that this role may do all of this in the end, whoever granted it. What is in a schema needs USAGE of that, too.
     *
     * @throws IllegalArgumentException if no privilege is named, no object of this kind can have it, as a table USAGE, or
     *     the server has no such privilege
     */
    public PrivilegesAssert can(String role, Privilege... privileges) {
        demandKind(privileges);
        String found = Roles.find(actual, role, this::missing);
        closedSchema(found)
                .ifPresent(schema -> fail(Failure.expected(Roles.quoted(found) + " to get to what is in its schema")
                        .butWas("USAGE of schema " + schema, "no USAGE of it, neither its own nor through others")
                        .suggest("GRANT USAGE ON SCHEMA " + schema + " TO " + Roles.quoted(found) + ";")));
        for (Privilege privilege : privileges) {
            if (!has(found, privilege)) {
                fail(Failure.expected(Roles.quoted(found) + " to have " + privilege)
                        .butWas(privilege, "no such privilege, neither its own nor through others")
                        .suggest(repair(true, Roles.quoted(found), Set.of(privilege.name()))));
            }
        }
        return this;
    }

    /**
     * Require that this role may do nothing of this, neither by its own privileges nor by those of others, nor with a part
     * of a table's columns.
     *
     * @throws IllegalArgumentException if no privilege is named, no object of this kind can have it, as a table USAGE, or
     *     the server has no such privilege
     */
    public PrivilegesAssert cannot(String role, Privilege... privileges) {
        demandKind(privileges);
        String found = Roles.find(actual, role, this::missing);
        for (Privilege privilege : privileges) {
            if (has(found, privilege)) {
                fail(Failure.expected(Roles.quoted(found) + " not to have " + privilege)
                        .butWas("no " + privilege, reason(found, privilege)));
            } else {
                List<String> columns = columnsWith(found, privilege);
                if (!columns.isEmpty()) {
                    fail(Failure.expected(Roles.quoted(found) + " not to have " + privilege)
                            .butWas("no " + privilege, privilege + " (" + String.join(", ", columns) + ")")
                            .line("columnPrivileges(..) speaks of one column."));
                }
            }
        }
        return this;
    }

    /** A privilege that no object of the kind can have would be refused by the server, in words of its own. */
    private void demandKind(Privilege... privileges) {
        if (privileges.length == 0) {
            throw new IllegalArgumentException(where() + ": name at least one privilege.");
        }
        Set<Privilege> possible = kind.privileges(column != null);
        for (Privilege privilege : privileges) {
            if (!possible.contains(privilege)) {
                throw new IllegalArgumentException(where() + ": there is no " + privilege + " there, only "
                        + possible.stream().map(Enum::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        demandVersion(privileges);
    }

    private String reason(String role, Privilege privilege) {
        Facts facts = Facts.of(
                actual.dataSource(), "SELECT rolsuper AS superuser FROM pg_catalog.pg_roles WHERE rolname = ?", role);
        if (facts.is("superuser")) {
            return "it is a superuser";
        }
        Set<String> all = grants().holders(privilege.name());
        List<String> holders =
                all.stream().filter(holder -> reaches(role, holder)).toList();
        return holders.contains(Roles.quoted(role))
                ? "granted to it"
                : holders.contains(Roles.PUBLIC)
                        ? "granted to PUBLIC"
                        : holders.isEmpty()
                                ? "through another role or the table's own privileges"
                                : "through " + String.join(", ", holders);
    }

    /** Whether a role has what is granted to another one, or to everybody. */
    private boolean reaches(String role, String holder) {
        return holder.equals(Roles.PUBLIC)
                || "true"
                        .equals(new Sql(actual.dataSource())
                                .value(
                                        "SELECT pg_catalog.pg_has_role(CAST(? AS name), CAST(? AS name), 'USAGE')::text",
                                        role,
                                        Names.column(holder)));
    }

    /** The schema that keeps the role from the object, quoted. */
    private Optional<String> closedSchema(String role) {
        return kind.home()
                .flatMap(home -> new Sql(actual.dataSource())
                                .column(
                                        "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_namespace n WHERE n.oid = ("
                                                + home
                                                + ") AND NOT pg_catalog.has_schema_privilege(CAST(? AS name), n.oid, 'USAGE')",
                                        key,
                                        user(role))
                                .stream()
                                .findFirst());
    }

    /** The columns on which the role has a privilege that it does not have on the whole table, quoted. */
    private List<String> columnsWith(String role, Privilege privilege) {
        if (column != null || kind != Securable.TABLE || !kind.privileges(true).contains(privilege)) {
            return List.of();
        }
        return new Sql(actual.dataSource())
                .column(
                        "SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a"
                                + " WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped"
                                + " AND pg_catalog.has_column_privilege(CAST(? AS name), a.attrelid, a.attnum, CAST(? AS text))"
                                + " ORDER BY a.attnum",
                        key,
                        user(role),
                        privilege.name());
    }

    private static String user(String role) {
        return role.equals(Roles.PUBLIC) ? "public" : role;
    }

    private boolean has(String role, Privilege privilege) {
        String user = user(role);
        Sql sql = new Sql(actual.dataSource());
        Optional<String> columnName = Optional.ofNullable(column);
        String call = "SELECT pg_catalog.has_" + (columnName.isPresent() ? "column" : kind.function())
                + "_privilege(CAST(? AS name), s.oid, " + (columnName.isPresent() ? "CAST(? AS text), " : "")
                + "CAST(? AS text))::text FROM (" + kind.query() + ") s";
        return "true"
                .equals(
                        columnName.isPresent()
                                ? sql.value(call, user, column, privilege.name(), key)
                                : sql.value(call, user, privilege.name(), key));
    }

    @Override
    Grants grants() {
        if (column == null) {
            return Grants.of(
                    actual,
                    "SELECT s.relacl, s.relowner FROM (" + kind.query() + ") s(oid, relacl, relowner)",
                    kind.letter(),
                    key);
        }
        return Grants.of(
                actual,
                "SELECT a.attacl, s.relowner FROM (" + kind.query()
                        + ") s JOIN pg_catalog.pg_attribute a ON a.attrelid = s.oid AND a.attname = ?",
                'c',
                key,
                column);
    }

    @Override
    Map<String, Set<String>> columnGrants(Set<String> covered) {
        if (column != null || kind != Securable.TABLE || allowsColumns) {
            return Map.of();
        }
        Map<String, Set<String>> found = new TreeMap<>();
        new Sql(actual.dataSource())
                .rows(
                        "SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE coalesce(g.rolname, x.grantee::text) END, x.privilege_type,"
                                + " pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)"
                                + " FROM pg_catalog.pg_attribute a CROSS JOIN pg_catalog.aclexplode(a.attacl) x"
                                + " LEFT JOIN pg_catalog.pg_roles g ON g.oid = x.grantee"
                                + " WHERE a.attrelid = pg_catalog.to_regclass(?) AND NOT a.attisdropped GROUP BY 1, 2",
                        key)
                .forEach(row -> {
                    String privilege = String.valueOf(row.get(1));
                    if (!covered.contains(privilege)) {
                        found.computeIfAbsent(String.valueOf(row.get(0)), role -> new TreeSet<>())
                                .add(privilege + " (" + row.get(2) + ")");
                    }
                });
        return found;
    }

    @Override
    String repair(boolean give, String role, Collection<String> privileges) {
        String list = String.join(", ", privileges);
        String columns = column == null ? "" : " (" + Names.quote(column) + ")";
        return (give ? "GRANT " : "REVOKE ") + list.replace(", ", columns + ", ") + columns + " ON " + kind.word() + " "
                + name + (give ? " TO " : " FROM ") + role + ";";
    }
}
