package io.schemaproof.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to connect to one database.
 *
 * @param password empty where none is needed
 * @param properties further properties of the driver
 * @param guarded whether the server is somebody else's, so that scripts may change nothing but this database
 * @since 0.1
 */
public record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        String password,
        Map<String, String> properties,
        boolean guarded) {

    /** Servers of ours have no TLS: not asking for it, and knowing that none is older than 9.0, saves round trips. */
    private static final Map<String, String> OURS =
            new TreeMap<>(Map.of("sslmode", "disable", "assumeMinServerVersion", "9.0"));

    public ConnectionSettings {
        properties = Map.copyOf(properties);
    }

    /** How to connect to a database of a server of ours. */
    public ConnectionSettings(String host, int port, String database, String user, String password) {
        this(host, port, database, user, password, OURS, false);
    }

    /** The JDBC URL, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + urlHost() + ":" + port + "/" + database;
    }

    private String urlHost() {
        return host.contains(":") ? "[" + host + "]" : host;
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
        Properties merged = new Properties();
        merged.putAll(properties);
        merged.putAll(driverProperties);
        merged.setProperty("user", user);
        merged.setProperty("password", password);
        Connection connection = DriverManager.getConnection(jdbcUrl(), merged);
        if (guarded) {
            GuardedSessions.add(connection);
        }
        return connection;
    }

    /** Return a data source that opens a new connection for each request. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        describe(source);
        return source;
    }

    void describe(PGSimpleDataSource source) {
        source.setServerNames(new String[] {urlHost()});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        try {
            for (Map.Entry<String, String> property : properties.entrySet()) {
                source.setProperty(property.getKey(), property.getValue());
            }
        } catch (SQLException e) {
            throw new DatabaseException("The driver does not take a property of the URL: " + e.getMessage(), e);
        }
    }

    /** The same as libpq's variables, for PostgreSQL's own programs. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(JdbcUrl.libpq(properties));
        environment.put("PGHOST", host);
        environment.put("PGPORT", String.valueOf(port));
        environment.put("PGDATABASE", database);
        environment.put("PGUSER", user);
        if (!password.isEmpty()) {
            environment.put("PGPASSWORD", password);
        }
        return environment;
    }

    /** The same as a URL of libpq, which many tools read from {@code DATABASE_URL}; with the password. */
    public String libpqUrl() {
        String secret = password.isEmpty() ? "" : ":" + encoded(password);
        return "postgresql://" + encoded(user) + secret + "@" + urlHost() + ":" + port + "/" + database;
    }

    /** A text without the password, however it is written there. */
    public String withoutPassword(String text) {
        if (password.isEmpty()) {
            return text;
        }
        return guarded
                ? text.replace(password, "****").replace(encoded(password), "****")
                : text.replace(":" + password + "@", ":****@")
                        .replaceAll("\\b" + Pattern.quote(password) + "\\b(?=[\"'\\s]|$)", "****");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Return the same settings for another database of the server. */
    public ConnectionSettings withDatabase(String name) {
        return new ConnectionSettings(host, port, name, user, password, properties, guarded);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
