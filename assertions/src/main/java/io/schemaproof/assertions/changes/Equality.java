package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.changes.CopiedTable.Former;
import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * Write that two values are equal as the server's own {@code =} has it: a date is equal to a moment, although the two are not
 * written alike. Copies hold texts; of types that come with the server they are made values again, others may be gone.
 */
final class Equality {

    private final Connection connection;

    Equality(Connection connection) {
        this.connection = connection;
    }

    /** Two columns of now, the second a key that is referred to, whose collation decides, as in a foreign key. */
    String now(String alias, WatchedTable.Column column, String keyAlias, WatchedTable.Column key) {
        return key.quoted(keyAlias) + collated(key.collation()) + " = " + column.quoted(alias);
    }

    /** Two columns of before. */
    String before(String alias, Former column, String keyAlias, Former key) throws SQLException {
        String own = alias + column.place();
        String other = keyAlias + key.place();
        if (!comparable(column.column().builtIn(), key.column().builtIn())) {
            return other + " = " + own;
        }
        String collation = key.column().collation();
        boolean gone = !collation.isEmpty()
                && Sql.rows(connection, "SELECT 1 WHERE pg_catalog.to_regcollation(?) IS NOT NULL", collation)
                        .isEmpty();
        return value(other, key.column()) + (gone ? "" : collated(collation)) + " = " + value(own, column.column());
    }

    /** A column of before and what it is now. */
    String same(String formerAlias, Former former, String alias, WatchedTable.Column now) throws SQLException {
        String was = formerAlias + former.place();
        return comparable(former.column().builtIn(), now.builtIn())
                ? value(was, former.column()) + collated(now.collation()) + " = " + now.quoted(alias)
                : was + " = " + now.image(alias);
    }

    /** Whether both types come with the server, and it has an operator for them. */
    private boolean comparable(String left, String right) throws SQLException {
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        Savepoint before = connection.setSavepoint();
        try {
            Sql.rows(connection, "EXPLAIN SELECT CAST(NULL AS " + left + ") = CAST(NULL AS " + right + ")");
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            return false;
        } finally {
            connection.releaseSavepoint(before);
        }
    }

    private static String value(String copied, WatchedTable.Column column) {
        return "CAST(" + copied + " AS " + column.builtIn() + ")";
    }

    private static String collated(String collation) {
        return collation.isEmpty() ? "" : " COLLATE " + collation;
    }
}
