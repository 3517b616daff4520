package io.schemaproof.database;

import java.io.ObjectStreamException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The driver's data source, which can also be asked whose it is. */
final class TestDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    private final transient TestDatabase database;

    TestDataSource(TestDatabase database) {
        this.database = database;
        database.settings().describe(this);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        if (database.settings().guarded()) {
            GuardedSessions.add(connection);
        }
        return connection;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type == TestDatabase.class || super.isWrapperFor(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type == TestDatabase.class ? type.cast(database) : super.unwrap(type);
    }

    /** Whoever reads it in another place has a data source and no database of ours. */
    private Object writeReplace() throws ObjectStreamException {
        return database.settings().dataSource();
    }
}
