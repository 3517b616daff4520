package io.schemaproof.data.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Contents for the columns of type {@code oid}, in which applications keep the numbers of large objects (PostgreSQL's manual, "Large Objects"), as
 * Hibernate does for {@code @Lob}: a script that reads, copies or unlinks them fails where there are none.
 */
final class LargeObjects {

    private static final String TYPE = "oid";

    /** Each column has numbers of its own, since a large object belongs to one row. */
    private static final int BLOCKS = 20_000;

    private static final int BLOCK = 100_000;

    private final Types types;

    LargeObjects(Types types) {
        this.types = types;
    }

    /** Whether a column may hold such numbers. */
    boolean mayBeIn(TargetColumn column) {
        return types.of(types.base(column.type())).name().equals(TYPE);
    }

    /** Another number for each row. */
    static Source numbers(TargetTable table, TargetColumn column) {
        int block = 1 + Math.floorMod((table.identity() + "." + column.quoted()).hashCode(), BLOCKS);
        return Source.own("(" + block + " * " + BLOCK + " + {i} % " + BLOCK + ")::" + TYPE);
    }

    /** Make the large objects that the rows of a table refer to; those that are there already stay as they are. */
    void make(Connection connection, TargetTable table) throws SQLException {
        for (TargetColumn column : table.columns()) {
            if (!column.isGenerated() && mayBeIn(column)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "SELECT pg_catalog.lo_from_bytea(number, pg_catalog.convert_to('text ' || number, 'UTF8'))"
                                    + " FROM (SELECT DISTINCT " + column.quoted() + "::oid AS number FROM "
                                    + table.identity() + ") n WHERE number <> 0"
                                    + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata m WHERE m.oid = number)");
                }
            }
        }
    }
}
