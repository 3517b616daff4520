package io.schemaproof.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGResultSetMetaData;

/**
 * One column of what a query returns.
 *
 * @param label its name in the result
 * @param schema schema of the table whose column it hands on; empty for what is computed
 * @param table that table; empty for what is computed
 * @param column that column, as stored; empty for what is computed
 * @since 0.1
 */
public record ResultColumn(String label, String schema, String table, String column) {

    /** Ask the server, which executes nothing for it. */
    static List<ResultColumn> of(Query query) {
        try (Connection connection = query.dataSource().getConnection();
                PreparedStatement statement = query.prepare(connection)) {
            List<ResultColumn> columns = new ArrayList<>();
            ResultSetMetaData plain = statement.getMetaData();
            if (plain == null) {
                return columns;
            }
            PGResultSetMetaData origin = plain.unwrap(PGResultSetMetaData.class);
            for (int i = 1; i <= plain.getColumnCount(); i++) {
                columns.add(new ResultColumn(
                        plain.getColumnLabel(i),
                        origin.getBaseSchemaName(i),
                        origin.getBaseTableName(i),
                        origin.getBaseColumnName(i)));
            }
            return columns;
        } catch (SQLException e) {
            throw QueryException.of("read the columns of", query.sql(), e);
        }
    }
}
