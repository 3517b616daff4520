package io.schemaproof.assertions.mutation;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The attempt to apply a mutant to a database.
 *
 * @param applied whether the schema is now another
 * @param sql what was executed
 * @param note what went beside it, or why it was not applied; may be empty
 */
record MutantApplication(boolean applied, String sql, String note) {

    private static final String DEPENDENT_OBJECTS = "2BP01";

    /** Apply a mutant, and if other objects depend on what it drops, drop them too. */
    static MutantApplication of(Mutant mutant, TestDatabase database, Catalog before) {
        MutantApplication plain = of(mutant, mutant.sql(), database, before);
        if (plain.applied
                || !plain.note.contains(DEPENDENT_OBJECTS)
                || mutant.cascading().equals(mutant.sql())) {
            return plain;
        }
        MutantApplication cascading = of(mutant, mutant.cascading(), database, before);
        return cascading.applied && !cascading.note.isEmpty()
                ? new MutantApplication(true, cascading.sql, "with CASCADE, which dropped also " + cascading.note)
                : cascading;
    }

    private static MutantApplication of(Mutant mutant, String sql, TestDatabase database, Catalog before) {
        try (Connection connection = database.connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            }
            Catalog after = CatalogReader.read(connection);
            return after.equals(before)
                    ? new MutantApplication(false, sql, "it changes nothing")
                    : new MutantApplication(true, sql, gone(mutant, before, after));
        } catch (SQLException e) {
            return new MutantApplication(
                    false,
                    sql,
                    e.getSQLState() + " "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static String gone(Mutant mutant, Catalog before, Catalog after) {
        Set<ObjectId> gone = new TreeSet<>(before.objects().keySet());
        gone.remove(mutant.object());
        gone.removeAll(after.objects().keySet());
        return gone.stream().map(ObjectId::toString).collect(Collectors.joining(", "));
    }
}
