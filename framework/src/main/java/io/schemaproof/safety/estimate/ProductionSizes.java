package io.schemaproof.safety.estimate;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.Relation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large production's tables are, from a file or from the statistics of a database, of which nothing else is read.
 *
 * @param description what they were read from, without user and password
 * @param relations the size of each
 * @since 0.1
 */
public record ProductionSizes(String description, SortedMap<Relation, RelationSize> relations) {

    /** Takes no lock on any table: these are the figures that VACUUM and ANALYZE left. */
    private static final String QUERY = """
            SELECT n.nspname, c.relname, c.reltuples::bigint,
                   (c.relpages + coalesce(t.relpages, 0))::bigint * current_setting('block_size')::bigint
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
             WHERE c.relkind IN ('r', 'm')
               AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            """;

    public ProductionSizes {
        relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
    }

    /** Return these sizes, for instance in a test. */
    public static ProductionSizes of(String description, Map<Relation, RelationSize> relations) {
        return new ProductionSizes(description, new TreeMap<>(relations));
    }

    /**
     * Read a file of CSV whose first line is {@code schema,table,rows,bytes}, as {@code psql --csv} writes it.
     *
     * @throws MigrationException if there is no such file or it is another one, with the line
     */
    public static ProductionSizes read(Path file) {
        return new ProductionSizes(file.toString(), SizesFile.read(file));
    }

    /**
     * Read them from the statistics of a database, in a transaction that the server lets do nothing but read.
     *
     * @throws DatabaseException if it cannot be reached; the message holds no secret
     */
    public static ProductionSizes read(JdbcUrl database) {
        SortedMap<Relation, RelationSize> relations = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                relations.put(
                        new Relation(rows.getString(1), rows.getString(2)),
                        new RelationSize(rows.getLong(3), rows.getLong(4)));
            }
        } catch (SQLException e) {
            throw new DatabaseException("The statistics of " + database.shown() + " cannot be read: "
                    + database.withoutSecrets(String.valueOf(e.getMessage())));
        }
        return new ProductionSizes("the statistics of " + database.shown(), relations);
    }

    /**
     * Read what {@value ConfigurationParameters#PRODUCTION_SIZES} names, a file or a database; empty where it names nothing.
     *
     * @throws MigrationException if it is no such file, or the URL of another driver
     * @throws DatabaseException if the database cannot be reached
     */
    public static Optional<ProductionSizes> configuredBy(Configuration configuration) {
        return configuration.get(ConfigurationParameters.PRODUCTION_SIZES).map(source -> {
            if (!JdbcUrl.isOne(source)) {
                return read(Path.of(source));
            }
            JdbcUrl url = new JdbcUrl(source);
            if (!url.isSupported()) {
                throw new MigrationException(
                        "Sizes are read from a file of CSV, or from a database whose URL begins with"
                                + " jdbc:postgresql: (" + ConfigurationParameters.PRODUCTION_SIZES + ", --sizes).");
            }
            return read(url);
        });
    }

    /** The size of a relation; empty where it is not named. */
    public Optional<RelationSize> of(Relation relation) {
        return Optional.ofNullable(relations.get(relation));
    }
}
