package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is granted, as the access control list has it. What a role gets through {@code PUBLIC} or another role is not its
 * own and does not count here.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").privileges().grantsExactly("app", SELECT, INSERT).grantsOnlyTo("app"); // passes
 * assertThat(schema).table("orders").privileges().grantsAll("app"); // fails, and says what is missing
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractGrantsAssert<S extends AbstractGrantsAssert<S>>
        extends AbstractSchemaproofAssert<S, Schema> {

    private final char letter;

    AbstractGrantsAssert(Schema schema, char letter, Class<?> selfType) {
        super(schema, selfType);
        this.letter = letter;
    }

    abstract Grants grants();

    /**
     * What was granted on columns alone and is not let pass, such as {@code UPDATE (status)}, by the roles.
     *
     * @param covered privileges on the whole, which say the same of each column
     */
    Map<String, Set<String>> columnGrants(Set<String> covered) {
        return Map.of();
    }

    /** SQL that would give or take privileges, or the empty text. */
    abstract String repair(boolean give, String role, Collection<String> privileges);

    /** Require that this role, or {@code PUBLIC}, was granted these privileges and no other, on a column of a table neither. */
    public S grantsExactly(String role, Privilege... privileges) {
        demandVersion(privileges);
        return exactly(
                role, Arrays.stream(privileges).map(Privilege::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Require that this role, or {@code PUBLIC}, was granted nothing; it may still have privileges through others. */
    public S grantsNothing(String role) {
        return exactly(role, Set.of());
    }

    /** Require that this role was granted all privileges that the server knows for such an object. */
    public S grantsAll(String role) {
        return exactly(
                role,
                new TreeSet<>(new Sql(actual.dataSource())
                        .column(
                                letter == 'c'
                                        ? "SELECT unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'])"
                                        : "SELECT DISTINCT x.privilege_type FROM pg_catalog.aclexplode("
                                                + "pg_catalog.acldefault('" + letter
                                                + "', 10::oid)) x WHERE x.grantee = 10")));
    }

    /** Require that nobody but the owner and these roles was granted anything, on a column of a table neither. */
    public S grantsOnlyTo(String... roles) {
        List<String> expected = Arrays.stream(roles)
                .map(role -> Roles.quoted(Roles.find(actual, role, this::missing)))
                .toList();
        Grants grants = grants();
        Map<String, Set<String>> columns = columnGrants(Set.of());
        Set<String> found = new TreeSet<>(grants.grantees());
        columns.keySet().stream()
                .filter(role -> !role.equals(grants.owner()))
                .map(Roles::quoted)
                .forEach(found::add);
        SetDifference difference = SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            Failure failure = Failure.expected("grants to these roles only, beside the owner")
                    .sets(difference);
            columns.forEach((role, privileges) -> {
                if (!expected.contains(Roles.quoted(role))
                        && !grants.grantees().contains(Roles.quoted(role))
                        && !role.equals(grants.owner())) {
                    failure.line(Roles.quoted(role) + " has " + String.join(", ", privileges) + ".");
                    failure.suggest(repair(false, Roles.quoted(role), privileges));
                }
            });
            fail(failure);
        }
        return myself;
    }

    /** Require that this role may grant exactly these privileges to others. */
    public S grantsWithGrantOption(String role, Privilege... privileges) {
        demandVersion(privileges);
        String name = Roles.find(actual, role, this::missing);
        SetDifference difference = SetDifference.exactly(
                Arrays.stream(privileges).map(Privilege::name).toList(), grants().grantable(name));
        if (!difference.isEmpty()) {
            fail(Failure.expected(Roles.quoted(name) + " to hold exactly these WITH GRANT OPTION")
                    .sets(difference));
        }
        return myself;
    }

    /** A privilege that the server does not know would be refused in words of its own, or asked for in vain. */
    final void demandVersion(Privilege... privileges) {
        if (List.of(privileges).contains(Privilege.MAINTAIN)) {
            long major = new Sql(actual.dataSource()).number("SHOW server_version_num") / 10_000;
            if (major < Privilege.MAINTAIN_SINCE) {
                throw new IllegalArgumentException(where() + ": this server, PostgreSQL " + major
                        + ", has no privilege MAINTAIN; there is one from version " + Privilege.MAINTAIN_SINCE
                        + " on.");
            }
        }
    }

    private S exactly(String role, Set<String> expected) {
        String name = Roles.find(actual, role, this::missing);
        Set<String> found = new TreeSet<>(grants().privileges(name));
        found.addAll(columnGrants(expected).getOrDefault(name, Set.of()));
        SetDifference difference = SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            Failure failure = Failure.expected("exactly these privileges to be granted to " + Roles.quoted(name))
                    .sets(difference);
            if (found.stream().anyMatch(privilege -> privilege.endsWith(")"))) {
                failure.line("Say allowingColumnPrivileges() before, where what is granted on columns is meant.");
            }
            suggest(failure, true, name, difference.missing());
            suggest(
                    failure,
                    false,
                    name,
                    found.stream().filter(p -> !expected.contains(p)).toList());
            fail(failure);
        }
        return myself;
    }

    private void suggest(Failure failure, boolean give, String role, Collection<String> privileges) {
        String sql = privileges.isEmpty() ? "" : repair(give, Roles.quoted(role), privileges);
        if (!sql.isEmpty()) {
            failure.suggest(sql);
        }
    }
}
