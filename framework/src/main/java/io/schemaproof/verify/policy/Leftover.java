package io.schemaproof.verify.policy;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a migration that was stopped has left.
 *
 * @param changes of the schema
 * @param rows of tables that were there before
 */
record Leftover(List<Change> changes, List<RowLoss> rows) {

    private static final String INVALID = "; invalid: every write keeps it up, and no query uses it";

    static Leftover between(ObservedDatabase before, FilledState was, ObservedDatabase after, FilledState is)
            throws SQLException {
        return new Leftover(
                CatalogDiff.between(was.catalog(), is.catalog()).changes(),
                RowLosses.between(before, was.digest(), after, is.digest(), table -> true, table -> Set.of()));
    }

    boolean isEmpty() {
        return changes.isEmpty() && rows.isEmpty();
    }

    /** One line for each thing. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.add(change.describe() + invalid(change)));
        rows.forEach(loss -> lines.add(loss.table() + ": " + loss.describe()));
        return lines;
    }

    /** Whether an index is among it that no query uses. */
    boolean hasInvalidIndex() {
        return changes.stream().anyMatch(change -> !invalid(change).isEmpty());
    }

    private static String invalid(Change change) {
        if (change instanceof Change.Altered altered) {
            return altered.attribute().equals("valid") && altered.to().equals(Optional.of("no")) ? INVALID : "";
        }
        if (!(change instanceof Change.Added added)) {
            return "";
        }
        return Stream.concat(Stream.of(added.after()), added.parts().stream()).anyMatch(Leftover::isInvalid)
                ? INVALID
                : "";
    }

    private static boolean isInvalid(CatalogObject object) {
        return object.attribute("valid").filter("no"::equals).isPresent();
    }
}
