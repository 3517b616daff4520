package io.schemaproof.assertions.changes;

import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What something did to the rows of a database, while the rows from before are still there to be asked about.
 *
 * @since 0.1
 */
public final class OpenChanges {

    private final Connection connection;
    private final Snapshot.Compared compared;

    private OpenChanges(Connection connection, Snapshot.Compared compared) {
        this.connection = connection;
        this.compared = compared;
    }

    /**
     * Run something, compare, and ask. No lock is held between two questions.
     *
     * @param questions what is asked; afterwards the rows from before are gone
     * @param names tables to watch; without any, all of the database
     * @throws AssertionError if there is no table of such a name
     * @throws QueryException if the server refuses to copy or compare
     * @throws IllegalStateException if the block throws a checked exception
     */
    public static void of(
            DataSource dataSource, ThrowingCallable block, Consumer<? super OpenChanges> questions, String... names) {
        Changes.watch(
                dataSource,
                block,
                (connection, compared) -> {
                    questions.accept(new OpenChanges(connection, compared));
                    return compared;
                },
                names);
    }

    Changes changes() {
        return compared.changes();
    }

    /** The table and its copy; empty if it was dropped. */
    Optional<CopiedTable> table(TableChanges table) {
        return compared.tables().stream()
                .filter(copied -> copied.is().name().equals(table.name()))
                .findFirst();
    }

    /** Count the rows that refer to none by columns that no foreign key need name. */
    ReferenceChanges orphans(CopiedTable table, List<String> columns, CopiedTable referenced, List<String> keys) {
        Reference reference =
                new Reference(table.is().oid(), columns, referenced.is().oid(), keys);
        return ask(() -> new OrphanCount(connection, compared.tables()).of(reference, table, referenced));
    }

    /** Compare what an expression was with what another one is, in each row that there was and is. */
    ValueMapping mapping(CopiedTable table, MappedValue from, MappedValue to) {
        return ask(() -> ValueMapping.of(connection, table, from, to));
    }

    private <T> T ask(Question<T> question) {
        try {
            try (Statement statement = connection.createStatement()) {
                Snapshot.settings(statement);
            }
            return question.ask();
        } catch (SQLException e) {
            throw new QueryException("Cannot compare the rows before and after: " + e.getMessage(), e);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new QueryException("Cannot compare the rows before and after: " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }
}
