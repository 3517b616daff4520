package io.schemaproof.catalog;

import java.util.Locale;

/**
 * The kinds of objects a snapshot holds, in the order in which reports show them.
 *
 * @since 0.1
 */
public enum ObjectKind {
    /** The database itself; its name is not part of a snapshot. */
    DATABASE,
    /** A setting of the database, for everybody or for one role in it. */
    DATABASE_SETTING,
    /** Belongs to the whole cluster. */
    ROLE,
    /** Belongs to the whole cluster. */
    ROLE_MEMBERSHIP,
    /** A setting of a role in every database; belongs to the whole cluster. */
    ROLE_SETTING,
    /** Belongs to the whole cluster. */
    TABLESPACE,
    /** Privileges on a configuration parameter; belongs to the whole cluster. */
    PARAMETER,
    SCHEMA,
    EXTENSION,
    LANGUAGE,
    ACCESS_METHOD,
    /** A base type or a shell type. */
    TYPE,
    ENUM_TYPE,
    RANGE_TYPE,
    COMPOSITE_TYPE,
    /** An attribute of a composite type. */
    ATTRIBUTE,
    DOMAIN,
    COLLATION,
    CONVERSION,
    CAST,
    TRANSFORM,
    OPERATOR,
    OPERATOR_FAMILY,
    /** An operator or a function of an operator family. */
    OPERATOR_FAMILY_MEMBER,
    OPERATOR_CLASS,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    USER_MAPPING,
    /** Partitioned tables and partitions are tables. */
    TABLE,
    FOREIGN_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    /** A column of a table, foreign table, view or materialized view. */
    COLUMN,
    SEQUENCE,
    /** A constraint of a table or of a domain. */
    CONSTRAINT,
    INDEX,
    TRIGGER,
    RULE,
    POLICY,
    STATISTICS,
    PUBLICATION,
    PUBLICATION_TABLE,
    PUBLICATION_SCHEMA,
    SUBSCRIPTION,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_TEMPLATE,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    EVENT_TRIGGER,
    LARGE_OBJECT,
    DEFAULT_PRIVILEGES,
    /** One of the server's own objects whose privileges somebody changed. */
    SYSTEM_OBJECT,
    /** A comment on an object that is not in the snapshot for itself. */
    COMMENT;

    /** The words of PostgreSQL's grammar, in lower case: {@code materialized view}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether objects of this kind belong to the cluster, so that other databases see and change them too. */
    public boolean isClusterWide() {
        return switch (this) {
            case ROLE, ROLE_MEMBERSHIP, ROLE_SETTING, TABLESPACE, PARAMETER -> true;
            default -> false;
        };
    }
}
