package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A server of somebody else, on which databases may be made. Who connects is found where users of PostgreSQL expect it: in the
 * URL, then in {@value ConfigurationParameters#DATABASE_USER} and {@value ConfigurationParameters#DATABASE_PASSWORD}, then in
 * {@code PGUSER} and {@code PGPASSWORD}, and the password at last in {@code ~/.pgpass}.
 *
 * @param url of any database of it to which the user may connect
 * @param user who connects
 * @param password empty where none is known
 * @param version the major version that it must have; empty if any serves
 * @param clusterChanges whether scripts may change what outlives their databases, such as roles
 * @since 0.1
 */
public record ServerAddress(JdbcUrl url, String user, String password, OptionalInt version, boolean clusterChanges) {

    private static final Set<String> WHERE_AND_WHO =
            Set.of("PGHOST", "PGPORT", "PGDBNAME", "user", "password", "ApplicationName");

    /** What a URL may say of the way to the server. Whatever else the driver knows would change what scripts do. */
    private static final Set<String> THE_WAY = Set.of(
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "sslpasswordcallback",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslNegotiation",
            "sslResponseTimeout",
            "channelBinding",
            "requireAuth",
            "gssEncMode",
            "gsslib",
            "gssUseDefaultCreds",
            "gssResponseTimeout",
            "jaasApplicationName",
            "jaasLogin",
            "kerberosServerName",
            "useSpnego",
            "spnegoServiceClass",
            "sspiServiceClass",
            "authenticationPluginClassName",
            "socketFactory",
            "socketFactoryArg",
            "localSocketAddress",
            "tcpKeepAlive",
            "tcpNoDelay",
            "connectTimeout",
            "loginTimeout");

    /**
     * Read an address.
     *
     * @param text a URL, or one of JDBC that is to be refused
     * @throws DatabaseException if it is not understood, or does not say who connects; the message holds no secret
     */
    static ServerAddress of(String text, Configuration configuration, OptionalInt version) {
        return of(text, configuration, version, System::getenv);
    }

    static ServerAddress of(
            String text,
            Configuration configuration,
            OptionalInt version,
            Function<String, @Nullable String> environment) {
        JdbcUrl url = new JdbcUrl(text);
        // Without a user the driver looks for no password.
        Properties own = parsed(url, new Properties());
        String user = first(
                        own.getProperty("user"),
                        configuration.get(ConfigurationParameters.DATABASE_USER).orElse(null),
                        environment.apply("PGUSER"),
                        System.getProperty("user.name"))
                .orElseThrow(() -> new DatabaseException("The URL " + url.shown() + " does not say who connects. Add"
                        + " ?user=NAME, or set " + ConfigurationParameters.DATABASE_USER + " or PGUSER."));
        Properties defaults = new Properties();
        defaults.setProperty("user", user);
        // The driver looks into ~/.pgpass only where nothing else names a password.
        Optional<String> given = first(
                textOf(text, "password"),
                configuration.get(ConfigurationParameters.DATABASE_PASSWORD).orElse(null),
                environment.apply("PGPASSWORD"));
        given.ifPresent(password -> defaults.setProperty("password", password));
        Properties whole = parsed(url, defaults);
        return new ServerAddress(
                url,
                user,
                given.or(() -> Optional.ofNullable(whole.getProperty("password")))
                        .orElse(""),
                version,
                Switches.isOn(configuration, ConfigurationParameters.DATABASE_CLUSTER_CHANGES));
    }

    /** The same for a server that must have this version. */
    ServerAddress withVersion(int major) {
        return new ServerAddress(url, user, password, OptionalInt.of(major), clusterChanges);
    }

    /** How to connect to the database that the URL names; scripts are guarded unless they may change what outlives them. */
    public ConnectionSettings settings() {
        Properties parsed = parsed(url, new Properties());
        Map<String, String> properties = new TreeMap<>();
        parsed.stringPropertyNames().forEach(name -> properties.put(name, parsed.getProperty(name)));
        String host = properties.getOrDefault("PGHOST", "localhost");
        if (host.contains(",")) {
            throw new DatabaseException(
                    url.shown() + " names several servers. Name the one on which databases are made.");
        }
        int port = Integer.parseInt(properties.getOrDefault("PGPORT", "5432"));
        String database = properties.getOrDefault("PGDBNAME", user);
        properties.keySet().removeAll(WHERE_AND_WHO);
        properties.keySet().stream()
                .filter(name -> !THE_WAY.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new DatabaseException("The URL " + url.shown() + " sets " + name
                            + ", on which what a migration does must not depend. Leave it out.");
                });
        return new ConnectionSettings(
                host.replaceAll("^\\[|]$", ""), port, database, user, password, properties, !clusterChanges);
    }

    /** A message without password and URL. */
    public String withoutSecrets(String message) {
        String safe = url.withoutSecrets(message);
        return password.isEmpty() ? safe : safe.replace(password, "***");
    }

    /** Host and database; never user and password. */
    @Override
    public String toString() {
        return url.shown();
    }

    private static Properties parsed(JdbcUrl url, Properties defaults) {
        Properties parsed =
                url.isSupported() && !url.hasUserBeforeHost() ? Driver.parseURL(url.text(), defaults) : null;
        if (parsed == null) {
            throw new DatabaseException("The URL " + url.shown()
                    + " is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and keep the password in"
                    + " PGPASSWORD or ~/.pgpass.");
        }
        return parsed;
    }

    /** What the URL itself says; the driver's reading of it may hold what it has found elsewhere. */
    private static @Nullable String textOf(String url, String property) {
        Properties none = new Properties();
        // Something that no password file knows.
        none.setProperty(property, "");
        Properties parsed = Driver.parseURL(url, none);
        return parsed == null ? null : parsed.getProperty(property);
    }

    private static Optional<String> first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
