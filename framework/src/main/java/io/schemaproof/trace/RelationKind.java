package io.schemaproof.trace;

/**
 * What a relation is.
 *
 * @since 0.1
 */
public enum RelationKind {
    TABLE('r'),
    PARTITIONED_TABLE('p'),
    INDEX('i'),
    PARTITIONED_INDEX('I'),
    SEQUENCE('S'),
    VIEW('v'),
    MATERIALIZED_VIEW('m'),
    COMPOSITE_TYPE('c'),
    TOAST_TABLE('t'),
    FOREIGN_TABLE('f');

    private final char relkind;

    RelationKind(char relkind) {
        this.relkind = relkind;
    }

    /** Whether rows of the application are in it, or in its partitions. */
    public boolean holdsRows() {
        return this == TABLE || this == PARTITIONED_TABLE || this == MATERIALIZED_VIEW || this == FOREIGN_TABLE;
    }

    public boolean isIndex() {
        return this == INDEX || this == PARTITIONED_INDEX;
    }

    static RelationKind of(String relkind) {
        for (RelationKind kind : values()) {
            if (kind.relkind == relkind.charAt(0)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown relkind " + relkind);
    }
}
