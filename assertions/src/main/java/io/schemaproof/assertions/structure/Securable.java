package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What privileges can be granted on.
 *
 * @since 0.1
 */
public enum Securable {
    /** Tables, views, materialized views and foreign tables. */
    TABLE(
            "TABLE",
            'r',
            "table",
            "SELECT oid, relacl, relowner FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)"),
    /** A sequence. */
    SEQUENCE("SEQUENCE", 's', "sequence", TABLE.query),
    /** Functions, procedures and aggregates, by name and argument types. */
    FUNCTION(
            "ROUTINE",
            'f',
            "function",
            "SELECT oid, proacl, proowner FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure(?)"),
    SCHEMA("SCHEMA", 'n', "schema", "SELECT oid, nspacl, nspowner FROM pg_catalog.pg_namespace WHERE nspname = ?"),
    DATABASE("DATABASE", 'd', "database", "SELECT oid, datacl, datdba FROM pg_catalog.pg_database WHERE datname = ?"),
    LANGUAGE("LANGUAGE", 'l', "language", "SELECT oid, lanacl, lanowner FROM pg_catalog.pg_language WHERE lanname = ?"),
    FOREIGN_DATA_WRAPPER(
            "FOREIGN DATA WRAPPER",
            'F',
            "foreign_data_wrapper",
            "SELECT oid, fdwacl, fdwowner FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwname = ?"),
    FOREIGN_SERVER(
            "FOREIGN SERVER",
            'S',
            "server",
            "SELECT oid, srvacl, srvowner FROM pg_catalog.pg_foreign_server WHERE srvname = ?"),
    TABLESPACE(
            "TABLESPACE",
            't',
            "tablespace",
            "SELECT oid, spcacl, spcowner FROM pg_catalog.pg_tablespace WHERE spcname = ?"),
    TYPE(
            "TYPE",
            'T',
            "type",
            "SELECT oid, typacl, typowner FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype(?)");

    private final String word;
    private final char letter;
    private final String function;
    private final String query;

    Securable(String word, char letter, String function, String query) {
        this.word = word;
        this.letter = letter;
        this.function = function;
        this.query = query;
    }

    /** The word that GRANT … ON takes. */
    String word() {
        return word;
    }

    /** The letter that {@code acldefault} takes. */
    char letter() {
        return letter;
    }

    /** The part of {@code has_…_privilege}. */
    String function() {
        return function;
    }

    /** What can be granted on it at all; all that can be granted on a column where one is meant. */
    Set<Privilege> privileges(boolean column) {
        return switch (this) {
            case TABLE ->
                column
                        ? EnumSet.of(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE, Privilege.REFERENCES)
                        : EnumSet.range(Privilege.SELECT, Privilege.MAINTAIN);
            case SEQUENCE -> EnumSet.of(Privilege.SELECT, Privilege.UPDATE, Privilege.USAGE);
            case FUNCTION -> EnumSet.of(Privilege.EXECUTE);
            case SCHEMA -> EnumSet.of(Privilege.USAGE, Privilege.CREATE);
            case DATABASE -> EnumSet.of(Privilege.CREATE, Privilege.CONNECT, Privilege.TEMPORARY);
            case TABLESPACE -> EnumSet.of(Privilege.CREATE);
            case LANGUAGE, FOREIGN_DATA_WRAPPER, FOREIGN_SERVER, TYPE -> EnumSet.of(Privilege.USAGE);
        };
    }

    /** A query for OID, privileges and owner, with one parameter. */
    String query() {
        return query;
    }

    /** A query for the schema without whose USAGE nobody gets to it, with one parameter; empty where it is in none. */
    Optional<String> home() {
        return switch (this) {
            case TABLE, SEQUENCE ->
                Optional.of("SELECT relnamespace FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)");
            case FUNCTION ->
                Optional.of("SELECT pronamespace FROM pg_catalog.pg_proc WHERE oid = pg_catalog.to_regprocedure(?)");
            case TYPE ->
                Optional.of("SELECT typnamespace FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype(?)");
            default -> Optional.empty();
        };
    }

    /** The parameter of the query: what the server parses itself is left as it is. */
    String key(String name) {
        return query.contains("pg_catalog.to_reg") ? name : Names.column(name);
    }
}
