package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What something did to the rows of a database.
 *
 * <p>Before it, the rows are copied as texts into temporary tables of a session of our own; after it, the server compares.
 * The session stays open meanwhile and holds no lock. What the block did must be committed, or it is not seen. Nothing is
 * left in the database, even when this process is killed. Not compared are foreign tables and what views hold. Row security
 * does not hide rows: a role that may not see all of them is refused by the server.
 *
 * @param tables every table that was watched, changed or not
 * @param references every foreign key between tables that were watched, of before or of now, enforced or not
 * @since 0.1
 */
public record Changes(List<TableChanges> tables, List<ReferenceChanges> references) {

    public Changes {
        tables = List.copyOf(tables);
        references = List.copyOf(references);
    }

    /**
     * Run something and compare.
     *
     * @param names tables to watch; without any, all of the database
     * @throws AssertionError if there is no table of such a name
     * @throws QueryException if the server refuses to copy or compare
     * @throws IllegalStateException if the block throws a checked exception
     */
    public static Changes of(DataSource dataSource, ThrowingCallable block, String... names) {
        return watch(dataSource, block, (connection, compared) -> compared.changes(), names);
    }

    /** Run something, compare, and do something more while the rows from before are still there. */
    static <T> T watch(
            DataSource dataSource,
            ThrowingCallable block,
            BiFunction<Connection, Snapshot.Compared, T> then,
            String... names) {
        Predicate<WatchedTable> watched = named(dataSource, names);
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            demandOwnTransaction(connection);
            Snapshot snapshot = null;
            try {
                snapshot = Snapshot.take(connection, watched);
                connection.commit();
                run(block);
                Snapshot.Compared compared = snapshot.compare(table -> names.length == 0);
                connection.commit();
                return then.apply(connection, compared);
            } finally {
                connection.rollback();
                if (snapshot != null) {
                    snapshot.drop();
                }
                connection.commit();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new QueryException("Cannot compare the rows before and after: " + e.getMessage(), e);
        }
    }

    /** To commit what somebody else has begun would keep it, and its block would be seen in part. */
    private static void demandOwnTransaction(Connection connection) throws SQLException {
        if (Sql.rows(connection, "SELECT pg_catalog.pg_current_xact_id_if_assigned()::text")
                        .get(0)
                        .get(0)
                != null) {
            throw new IllegalStateException(
                    "The data source gives a connection with a transaction that has changed"
                            + " something. Changes are watched by a session of its own; give a data source that opens another.");
        }
    }

    private static void run(ThrowingCallable block) {
        try {
            block.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("What was to be watched failed: " + e.getMessage(), e);
        }
    }

    private static Predicate<WatchedTable> named(DataSource dataSource, String... names) {
        if (names.length == 0) {
            return table -> true;
        }
        ServerTables tables = new ServerTables(new Sql(dataSource));
        Set<String> wanted = Arrays.stream(names)
                .map(name -> tables.table(name)
                        .orElseThrow(() -> tables.noTable(name).error("changes", ""))
                        .toString())
                .collect(Collectors.toSet());
        return table -> wanted.contains(table.name().toString());
    }

    /** Find a table by its name, now or before; without a schema, the one that the search path finds goes first. */
    public Optional<TableChanges> table(String name) {
        List<String> parts = Names.parse(name);
        String simple = parts.get(parts.size() - 1);
        return tables.stream()
                .filter(table -> table.name().name().equals(simple)
                        || table.renamedFrom()
                                .filter(was -> was.name().equals(simple))
                                .isPresent())
                .filter(table -> parts.size() == 1
                        || table.name().schema().equals(parts.get(parts.size() - 2))
                        || table.renamedFrom()
                                .filter(was -> was.schema().equals(parts.get(parts.size() - 2)))
                                .isPresent())
                .min(Comparator.comparing((TableChanges table) -> !table.visible())
                        .thenComparing(table -> !table.name().name().equals(simple)));
    }
}
