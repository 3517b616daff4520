package io.schemaproof.query;

import static io.schemaproof.base.SqlText.identifier;
import static io.schemaproof.base.SqlText.literal;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the server which rows of a table fulfil one condition and not another, as a role with the settings of an application would have it. */
public final class PolicyProbe {

    private static final int ROWS = 5;
    private static final int MOST_VALUES = 60;

    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();
    private final Connection connection;

    /** @param connection to the database that is asked, in auto-commit mode */
    public PolicyProbe(Connection connection) {
        this.connection = connection;
    }

    /**
     * Two conditions, and what they ask for.
     *
     * @param was the former
     * @param is the other
     * @param settings of an application, as {@code app.tenant}
     * @param keys of JSON that such a setting may hold
     */
    public record Conditions(String was, String is, Set<String> settings, Set<String> keys) {

        public Conditions {
            settings = Set.copyOf(settings);
            keys = Set.copyOf(keys);
        }
    }

    /**
     * Rows that were counted.
     *
     * @param all of the table
     * @param was that fulfil the former condition
     * @param lost that fulfil it and not the other
     * @param gained that fulfil the other and not it
     * @param settings such as {@code app.tenant = 'a'}, masked where it is of a sensitive column; empty where none was needed
     */
    public record Count(long all, long was, long lost, long gained, String settings) {}

    /**
     * Count, with each of the values that some rows hold in the settings.
     *
     * @param role as whom; empty for the session's own
     * @return none where the server refuses all of it
     */
    public List<Count> count(Table table, Optional<String> role, Conditions conditions) throws SQLException {
        List<Count> counts = new ArrayList<>();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '1s'");
            Map<String, Boolean> values = conditions.settings().isEmpty() ? Map.of() : values(statement, table);
            // Whoever asks sees all rows, so that the conditions alone keep them back.
            statement.execute("ALTER TABLE " + name(table) + " DISABLE ROW LEVEL SECURITY");
            if (role.isPresent()) {
                String to = " TO " + identifier(role.get());
                statement.execute("GRANT USAGE ON SCHEMA " + identifier(table.schema()) + to + "; GRANT SELECT ON "
                        + name(table) + to + "; SET LOCAL ROLE " + identifier(role.get()));
            }
            count(statement, table, conditions, "", "").ifPresent(counts::add);
            for (Map.Entry<String, Boolean> value : values.entrySet()) {
                for (String text : texts(conditions, value.getKey())) {
                    String set = conditions.settings().stream()
                            .map(setting -> "SELECT pg_catalog.set_config(" + literal(setting) + ", " + literal(text)
                                    + ", true); ")
                            .collect(Collectors.joining());
                    String shown = value.getValue() ? literal(text) : literal(SensitiveColumns.MASK);
                    String words = conditions.settings().stream()
                            .sorted()
                            .map(setting -> setting + " = " + shown)
                            .collect(Collectors.joining(", "));
                    count(statement, table, conditions, set, words).ifPresent(counts::add);
                }
            }
        } catch (SQLException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return counts;
    }

    private static List<String> texts(Conditions conditions, String value) {
        List<String> texts = new ArrayList<>(List.of(value));
        if (!conditions.keys().isEmpty()) {
            String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
            texts.add(conditions.keys().stream()
                    .sorted()
                    .map(key -> "\"" + key + "\": \"" + json + "\"")
                    .collect(Collectors.joining(", ", "{", "}")));
        }
        return texts;
    }

    /** To whether they may be shown. */
    private Map<String, Boolean> values(Statement statement, Table table) throws SQLException {
        Map<String, Boolean> values = new LinkedHashMap<>();
        List<Column> all = table.columns();
        String columns = all.stream()
                .map(Column::name)
                .map(name -> identifier(name) + "::text")
                .collect(Collectors.joining(", "));
        try (ResultSet row = statement.executeQuery("SELECT " + columns + " FROM " + name(table) + " LIMIT " + ROWS)) {
            while (row.next()) {
                for (int i = 0; i < all.size() && values.size() < MOST_VALUES; i++) {
                    boolean shown = !sensitive.hides(
                            table.schema(), table.name(), all.get(i).name());
                    Optional.ofNullable(row.getString(i + 1))
                            .filter(text -> !text.isBlank())
                            .ifPresent(text -> values.merge(text, shown, Boolean::logicalAnd));
                }
            }
        }
        return values;
    }

    private Optional<Count> count(Statement statement, Table table, Conditions conditions, String set, String settings)
            throws SQLException {
        String was = "((" + conditions.was() + ") IS TRUE)";
        String is = "((" + conditions.is() + ") IS TRUE)";
        statement.execute("SAVEPOINT schemaproof_policy");
        try {
            if (!set.isEmpty()) {
                statement.execute(set);
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*), count(*) FILTER (WHERE " + was
                    + "), count(*) FILTER (WHERE " + was + " AND NOT " + is + "), count(*) FILTER (WHERE " + is
                    + " AND NOT " + was + ") FROM " + name(table))) {
                row.next();
                return Optional.of(new Count(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), settings));
            }
        } catch (SQLException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
            return Optional.empty();
        } finally {
            statement.execute("ROLLBACK TO SAVEPOINT schemaproof_policy");
        }
    }

    private static String name(Table table) {
        return new Relation(table.schema(), table.name()).quoted();
    }
}
