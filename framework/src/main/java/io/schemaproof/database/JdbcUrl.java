package io.schemaproof.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * A database that somebody else owns: it is only read, and nothing of the URL but host and name is ever shown. A URL may also
 * {@linkplain ServerAddress name a server}.
 *
 * @param text with whatever secrets it holds
 * @since 0.1
 */
public record JdbcUrl(String text) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern USER = Pattern.compile("//([^/?]*)@");
    /** How libpq and most other drivers write the same. */
    private static final Pattern LIBPQ_URL = Pattern.compile("(?i)postgres(?:ql)?://.*", Pattern.DOTALL);
    /** Property of the driver to libpq's variable. */
    private static final Map<String, String> LIBPQ = Map.of(
            "PGHOST", "PGHOST",
            "PGPORT", "PGPORT",
            "PGDBNAME", "PGDATABASE",
            "user", "PGUSER",
            "password", "PGPASSWORD",
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT");

    private static final Pattern SECRET = Pattern.compile("[?&](?:[^=&]*(?i:password|passwd|pwd|key))=([^&]*)");

    /** Whether a text is meant as a database: a URL of JDBC, of whatever driver, or one of libpq or keywords, which are not supported. */
    public static boolean isOne(String argument) {
        return argument.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())
                || LIBPQ_URL.matcher(argument).matches()
                || new JdbcUrl(argument).keywords().isPresent();
    }

    /**
     * Read several with commas between, which may stand in a URL too.
     *
     * @throws DatabaseException if what stands there is none; the message holds no secret
     */
    public static List<JdbcUrl> several(String text) {
        List<JdbcUrl> urls = new ArrayList<>();
        for (String part : text.strip().split("\\s*,\\s*(?=(?i:jdbc:))", -1)) {
            if (!isOne(part)) {
                throw new DatabaseException("What names several servers begins with no URL. Write"
                        + " jdbc:postgresql://HOST/DATABASE?user=NAME for each, with commas between.");
            }
            urls.add(new JdbcUrl(part));
        }
        return urls;
    }

    /** Whether it is one of PostgreSQL's driver. */
    public boolean isSupported() {
        return text.startsWith(PREFIX);
    }

    /** What is to be written instead of a URL of libpq, or of keywords, without secrets; empty for every other. */
    public Optional<String> insteadOfLibpq() {
        return LIBPQ_URL.matcher(text).matches() || keywords().isPresent()
                ? Optional.of("jdbc:postgresql:" + shown().substring(shown().indexOf("//")) + "?user=NAME")
                : Optional.empty();
    }

    /** Empty for a URL, in which they would be parameters. */
    private Optional<ConnectionKeywords> keywords() {
        return text.contains("://") ? Optional.empty() : ConnectionKeywords.in(text);
    }

    /**
     * Whether it says who connects before the host, as URLs of libpq do. The driver takes that for a host, and complains of it
     * aloud, with the password.
     */
    boolean hasUserBeforeHost() {
        int query = text.indexOf('?');
        return USER.matcher(query < 0 ? text : text.substring(0, query)).find();
    }

    /** Host and database. */
    public String shown() {
        Optional<ConnectionKeywords> keywords = keywords();
        if (keywords.isPresent()) {
            return keywords.get().shown();
        }
        int query = text.indexOf('?');
        return USER.matcher(query < 0 ? text : text.substring(0, query)).replaceFirst("//");
    }

    /**
     * Connect so that the server itself refuses every change.
     *
     * @throws DatabaseException if that is not possible; its message holds no secret
     */
    public Connection connect() {
        if (!isSupported()) {
            throw notUnderstood();
        }
        if (hasUserBeforeHost()) {
            throw new DatabaseException("Cannot connect to " + shown()
                    + ": the URL says who connects before the host, which the driver does not understand. Write ?user=NAME"
                    + " behind it.");
        }
        try {
            Connection connection = DriverManager.getConnection(text);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return connection;
        } catch (SQLException e) {
            // The cause is left out: a driver may name the whole URL in it.
            throw new DatabaseException(
                    "Cannot connect to " + shown() + ": " + withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    /**
     * The same as libpq's variables, for PostgreSQL's own programs. What the URL leaves out, they find as the driver does: the
     * password in {@code ~/.pgpass}.
     *
     * @throws DatabaseException if it is not a URL of PostgreSQL's driver
     */
    public Map<String, String> environment() {
        Properties parsed = hasUserBeforeHost() ? null : Driver.parseURL(text, new Properties());
        if (parsed == null) {
            throw notUnderstood();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        parsed.stringPropertyNames().forEach(name -> properties.put(name, parsed.getProperty(name)));
        return libpq(properties);
    }

    private DatabaseException notUnderstood() {
        return new DatabaseException(shown()
                + " is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and keep the password in"
                + " ~/.pgpass.");
    }

    /** Properties of the driver as libpq's variables, as far as there are such. */
    static Map<String, String> libpq(Map<String, String> properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        LIBPQ.forEach((property, variable) -> {
            String value = properties.get(property);
            if (value != null && !value.isEmpty()) {
                environment.put(variable, value);
            }
        });
        return environment;
    }

    /** A message without user, password and URL. */
    public String withoutSecrets(String message) {
        // Where it holds no secret it is what messages show.
        List<String> secrets = new ArrayList<>(text.equals(shown()) ? List.of() : List.of(text));
        Matcher given = SECRET.matcher(text);
        while (given.find()) {
            secrets.add(given.group(1));
        }
        Matcher user = USER.matcher(text);
        while (user.find()) {
            // A name alone is a word like any other.
            int password = user.group(1).indexOf(':') + 1;
            secrets.add(user.group(1) + "@");
            secrets.add(password > 0 ? user.group(1).substring(password) : "");
        }
        keywords().ifPresent(found -> found.secrets().forEach(secrets::add));
        secrets.addAll(secrets.stream().map(JdbcUrl::decoded).toList());
        String safe = message;
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        for (String secret : secrets) {
            safe = secret.isEmpty() ? safe : safe.replace(secret, secret.endsWith("@") ? "***@" : "***");
        }
        return safe;
    }

    /** Host and database; never user and password. */
    @Override
    public String toString() {
        return shown();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
