package io.schemaproof.suites.launcher;

import io.schemaproof.database.DatabaseException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/**
 * A database that somebody else owns: it is only read, and nothing of the URL but host and name is ever shown.
 *
 * @param text with whatever secrets it holds
 */
record JdbcUrl(String text) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern USER = Pattern.compile("//([^/?]*)@");
    private static final Pattern SECRET = Pattern.compile("[?&](?:[^=&]*(?i:password|passwd|pwd|key))=([^&]*)");

    static boolean isOne(String argument) {
        return argument.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length());
    }

    boolean isSupported() {
        return text.startsWith(PREFIX);
    }

    /** The exception, or one without the URLs among the arguments where its message quotes one. */
    static ParameterException masked(ParameterException exception, String... arguments) {
        String message = String.valueOf(exception.getMessage());
        String safe = message;
        for (String argument : arguments) {
            if (isOne(argument)) {
                safe = safe.replace(argument, new JdbcUrl(argument).shown());
            }
        }
        return safe.equals(message) ? exception : new ParameterException(exception.getCommandLine(), safe);
    }

    /** Host and database. */
    String shown() {
        int query = text.indexOf('?');
        return USER.matcher(query < 0 ? text : text.substring(0, query)).replaceFirst("//");
    }

    /**
     * Connect so that the server itself refuses every change.
     *
     * @throws DatabaseException if that is not possible; its message holds no secret
     */
    Connection connect() {
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

    private String withoutSecrets(String message) {
        List<String> secrets = new ArrayList<>(List.of(text));
        for (Pattern pattern : List.of(SECRET, USER)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                secrets.add(matcher.group(1));
                secrets.add(decoded(matcher.group(1)));
            }
        }
        String safe = message;
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        for (String secret : secrets) {
            safe = secret.isEmpty() ? safe : safe.replace(secret, "***");
        }
        return safe;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
