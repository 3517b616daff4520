package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that an up has made, and from which its down takes values: rows that are made up in them are taken for what the up has kept there.
 * Whether all comes back without those tells a loss from that.
 */
final class NewTables {

    private final RowStage stage;
    private final Migration migration;
    private final FilledState before;
    private final List<Table> made;
    private boolean tried;
    /** What is lost without made-up rows there; empty where that is not known. */
    private Optional<List<RowLoss>> losses = Optional.empty();

    NewTables(RowStage stage, Migration migration, FilledState before, Catalog applied) {
        this.stage = stage;
        this.migration = migration;
        this.before = before;
        this.made = applied.tables().stream()
                .filter(table -> !table.isForeign()
                        && table.partitionOf().isEmpty()
                        && before.catalog().table(table.identity()).isEmpty())
                .toList();
    }

    List<String> names() {
        return made.stream().map(Table::identity).toList();
    }

    /**
     * Whether a table has all that it held where nothing is made up in those tables. Where one of them refers to it, it is known which rows are
     * meant ({@link ReferredRows}).
     */
    boolean explain(Relation table) throws SQLException {
        boolean refer = made.stream()
                .flatMap(other -> other.foreignKeys().stream())
                .flatMap(key -> key.references().stream())
                .anyMatch(parent -> table.equals(new Relation(parent.schema(), parent.name())));
        if (made.isEmpty() || refer) {
            return false;
        }
        if (!tried) {
            tried = true;
            losses = withoutMadeUp();
        }
        return losses.isPresent()
                && losses.get().stream()
                        .noneMatch(loss -> loss.isLoss() && loss.table().equals(table));
    }

    /** Empty where a script fails without them. */
    private Optional<List<RowLoss>> withoutMadeUp() throws SQLException {
        try (ObservedDatabase copy = stage.copy(false)) {
            if (!copy.run(migration.up()).succeeded()) {
                return Optional.empty();
            }
            stage.filler().after(copy, migration, false);
            String moment = moment(copy.writingSession());
            stage.filler().after(copy, migration, true);
            if (!remove(copy.writingSession(), moment)
                    || !copy.run(migration.down().orElseThrow()).succeeded()) {
                return Optional.empty();
            }
            return Optional.of(RowLosses.between(
                    stage.database(),
                    before.digest(),
                    copy,
                    copy.filledState().digest(),
                    table -> true,
                    table -> Set.of()));
        }
    }

    private static String moment(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::xid::text")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Take away what was written since then; whether it could be. */
    private boolean remove(Connection connection, String moment) throws SQLException {
        if (!ReplicaRole.isAllowed(connection)) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            ReplicaRole.begin(statement);
            for (Table table : made) {
                statement.execute("DELETE FROM " + table.identity() + " WHERE pg_catalog.age(xmin) < pg_catalog.age('"
                        + moment + "'::xid)");
            }
            statement.execute("RESET session_replication_role");
            return true;
        }
    }
}
