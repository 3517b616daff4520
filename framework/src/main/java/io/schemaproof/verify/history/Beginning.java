package io.schemaproof.verify.history;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where in a history a verification begins that has a starting point: which migrations that holds already.
 *
 * @param applied how many of the folder's migrations it holds
 * @param words the same for people
 */
public record Beginning(int applied, String words) {

    /** Whether the tool of these files keeps a table that says which of them a database holds. */
    public static boolean isRecorded(MigrationFolder folder) {
        return AppliedVersions.table(folder).isPresent();
    }

    /**
     * Restore the starting point and find out.
     *
     * @param from the first migration to check, if somebody said so
     * @throws MigrationException if the starting point does not say which migrations it holds and nobody else does
     */
    public static Beginning restore(
            StartingPoint start, TestDatabase target, MigrationFolder folder, Optional<String> from)
            throws SQLException {
        List<String> roles = start.restoreInto(target);
        String made = roles.isEmpty() ? "" : " Made for it, without login: " + String.join(", ", roles) + ".";
        try (Connection connection = target.connect()) {
            return of(connection, folder, from, start.description(), made);
        }
    }

    private static Beginning of(
            Connection connection, MigrationFolder folder, Optional<String> from, String what, String made)
            throws SQLException {
        int size = folder.migrations().size();
        Optional<Integer> asked = from.map(
                version -> MigrationRange.of(folder, from, Optional.empty()).first());
        OptionalInt counted;
        try {
            counted = AppliedVersions.count(connection, folder);
        } catch (MigrationException e) {
            if (asked.isPresent()) {
                return new Beginning(
                        asked.get(),
                        "Begins with " + what + ", taken to hold what comes before " + from.get() + ". "
                                + e.getMessage() + made);
            }
            throw new MigrationException(
                    "Which migrations does the " + what + " hold? " + e.getMessage()
                            + " Say with --from which is the first that it lacks.",
                    e);
        }
        if (counted.isEmpty()) {
            int first = asked.orElseThrow(() -> new MigrationException("Which migrations does the " + what + " hold? "
                    + AppliedVersions.table(folder)
                            .map(table -> "It has no table " + table + " that says so.")
                            .orElse("Files of the convention " + folder.convention() + " leave no table that says so.")
                    + " Say with --from which is the first that it lacks; --from "
                    + folder.migrations().get(0).version() + " if it lacks them all."));
            return new Beginning(
                    first, "Begins with " + what + ", taken to hold what comes before " + from.orElse("") + "." + made);
        }
        int applied = counted.getAsInt();
        if (applied == size) {
            return new Beginning(applied, "Begins with " + what + ", which holds all " + size + " migrations." + made);
        }
        String next = folder.migrations().get(applied).version();
        if (asked.isPresent() && asked.get() < applied) {
            throw new MigrationException("The " + what + " holds " + from.get() + " already. It lacks " + next
                    + " and what comes after it: say --from " + next + ", or leave it out.");
        }
        return new Beginning(
                applied,
                "Begins with " + what + ", which holds " + applied + " of " + size + " migrations ("
                        + AppliedVersions.table(folder).orElse("") + "); the next is " + next + "." + made);
    }
}
