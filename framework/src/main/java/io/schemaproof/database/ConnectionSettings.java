package io.schemaproof.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to connect to one database.
 *
 * @since 0.1
 */
public record ConnectionSettings(String host, int port, String database, String user, String password) {

    /** The JDBC URL, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Open a connection. */
    public Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /**
     * Open a connection with further driver properties.
     *
     * @param driverProperties names as in pgjdbc's documentation
     */
    public Connection connect(Map<String, String> driverProperties) throws SQLException {
        Properties properties = new Properties();
        // Servers of ours have no TLS: not asking for it, and knowing that none is older than 9.0, saves round trips.
        properties.setProperty("sslmode", "disable");
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.putAll(driverProperties);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** Return a data source that opens a new connection for each request. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        describe(source);
        return source;
    }

    void describe(PGSimpleDataSource source) {
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode("disable");
        source.setAssumeMinServerVersion("9.0");
    }

    /** The same as libpq's variables, for PostgreSQL's own programs. */
    public Map<String, String> environment() {
        return Map.of(
                "PGHOST", host,
                "PGPORT", String.valueOf(port),
                "PGDATABASE", database,
                "PGUSER", user,
                "PGPASSWORD", password,
                "PGSSLMODE", "disable");
    }

    /** Return the same settings for another database of the server. */
    public ConnectionSettings withDatabase(String name) {
        return new ConnectionSettings(host, port, name, user, password);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
