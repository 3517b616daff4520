package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Schema;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Assert on the privileges that an object will have when a role creates it: those without any GRANT, or what ALTER DEFAULT
 * PRIVILEGES put in their place, and what it added for a schema.
 *
 * <pre>{@code
 * assertThat(schema).defaultPrivileges("migrator", TABLE).in("public").grantsExactly("app", SELECT); // passes
 * assertThat(schema).defaultPrivileges("migrator", FUNCTION).grantsNothing("PUBLIC"); // fails: PUBLIC may execute
 * }</pre>
 *
 * @since 0.1
 */
public class DefaultPrivilegesAssert extends AbstractGrantsAssert<DefaultPrivilegesAssert> {

    private final Securable kind;
    private final String creator;
    private final Optional<String> namespace;

    DefaultPrivilegesAssert(Schema schema, Securable kind, String creator, Optional<String> namespace) {
        super(schema, kind.letter(), DefaultPrivilegesAssert.class);
        this.kind = kind;
        this.creator = creator;
        this.namespace = namespace;
    }

    @Override
    protected String where() {
        return "privileges on a new " + kind.name().toLowerCase(Locale.ROOT) + " of role " + Names.quote(creator)
                + namespace.map(name -> " in schema " + Names.quote(name)).orElse("");
    }

    /** Ask for an object in a schema, which may have default privileges of its own. */
    public DefaultPrivilegesAssert in(String schemaName) {
        return continued(new DefaultPrivilegesAssert(actual, kind, creator, Optional.of(Names.column(schemaName))));
    }

    /** Do the same with a jOOQ schema. */
    public DefaultPrivilegesAssert in(org.jooq.Schema namespace) {
        return in(Names.unqualified(namespace));
    }

    @Override
    Grants grants() {
        // A schema's own default privileges add to the others and take nothing away.
        String letter = kind == Securable.SEQUENCE ? "S" : String.valueOf(kind.letter());
        return Grants.of(
                actual,
                "SELECT coalesce((SELECT d.defaclacl FROM pg_catalog.pg_default_acl d WHERE d.defaclrole = r.oid"
                        + " AND d.defaclnamespace = 0 AND d.defaclobjtype = '" + letter + "'),"
                        + " pg_catalog.acldefault('" + kind.letter() + "', r.oid))"
                        + " || coalesce((SELECT d.defaclacl FROM pg_catalog.pg_default_acl d"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace WHERE d.defaclrole = r.oid"
                        + " AND n.nspname = ? AND d.defaclobjtype = '" + letter + "'), '{}'), r.oid"
                        + " FROM pg_catalog.pg_roles r WHERE r.rolname = ?",
                kind.letter(),
                namespace.orElse(""),
                creator);
    }

    @Override
    String repair(boolean give, String role, Collection<String> privileges) {
        return "ALTER DEFAULT PRIVILEGES FOR ROLE " + Names.quote(creator)
                + namespace
                        .filter(name -> give)
                        .map(name -> " IN SCHEMA " + Names.quote(name))
                        .orElse("")
                + (give ? " GRANT " : " REVOKE ") + String.join(", ", privileges) + " ON "
                + (kind == Securable.FUNCTION ? "ROUTINES" : kind.word() + "S") + (give ? " TO " : " FROM ") + role
                + ";";
    }
}
