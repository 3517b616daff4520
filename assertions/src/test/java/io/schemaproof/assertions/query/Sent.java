package io.schemaproof.assertions.query;

import io.schemaproof.query.CapturedQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sends statements as an application does, through the data source that captures them. */
final class Sent {

    private Sent() {}

    static void send(CapturedQueries captured, String sql, @Nullable Object... binds) throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            statement.execute();
        }
    }
}
