package io.schemaproof.verify.function;

import static io.schemaproof.base.SqlText.identifier;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ServerError;
import io.schemaproof.verify.function.WrittenElsewhere.Counters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes some rows of a table, one by one, and looks whether the server leaves them out without an error. */
final class SwallowTrial {

    /** A trigger may be there to leave out certain rows. */
    private static final int ROWS = 5;

    /** Other rows refer to the one that goes: the triggers have let it through. */
    private static final String REFERRED = "23503";

    /** A superuser's to set; where it is on already nothing is. */
    private static final String COUNTS =
            "SELECT pg_catalog.set_config('track_counts', 'on', true) WHERE current_setting('track_counts') <> 'on'";

    private final TrialSession session;
    private final Table table;
    private final RowWriteTexts texts;
    private final WrittenElsewhere elsewhere;

    SwallowTrial(TrialSession session, Catalog catalog, Table table) {
        this.session = session;
        this.table = table;
        this.texts = new RowWriteTexts(table);
        this.elsewhere = WrittenElsewhere.of(catalog, table);
    }

    /** What became of a row. */
    private enum Outcome {
        WRITTEN,
        LEFT_OUT
    }

    /** Whether all rows that no error keeps from it are left out, whatever does so. */
    boolean leavesOut(RowWrite write) throws SQLException {
        return leftOut(write).filter(rows -> !rows.isEmpty()).isPresent();
    }

    /** How many rows a trigger leaves out that are written without it; 0 where it does not leave out each of them. */
    int leftOutBy(RowWrite write, Trigger trigger) throws SQLException {
        int rows = 0;
        for (String place : leftOut(write).orElse(List.of())) {
            if (write(write, place, Optional.of(trigger))
                    .filter(Outcome.WRITTEN::equals)
                    .isPresent()) {
                rows++;
            }
        }
        return rows;
    }

    /** The rows that are left out; empty where one is not. */
    private Optional<List<String>> leftOut(RowWrite write) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String place : places()) {
            Optional<Outcome> outcome = write(write, place, Optional.empty());
            if (outcome.filter(Outcome.WRITTEN::equals).isPresent()) {
                return Optional.empty();
            }
            outcome.ifPresent(leftOut -> rows.add(place));
        }
        return Optional.of(rows);
    }

    private List<String> places() throws SQLException {
        return session.tried(statement -> {
                    List<String> places = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery(texts.places(ROWS))) {
                        while (row.next()) {
                            places.add(row.getString(1));
                        }
                    }
                    return places;
                })
                .orElse(List.of());
    }

    /** Empty where the server refuses it. */
    private Optional<Outcome> write(RowWrite write, String place, Optional<Trigger> without) throws SQLException {
        Optional<String> sql = texts.write(write, place);
        return sql.isEmpty()
                ? Optional.empty()
                : session.tried(statement -> {
                    statement.execute(COUNTS);
                    if (without.isPresent()) {
                        statement.execute("ALTER TABLE " + new Relation(table.schema(), table.name()).quoted()
                                + " DISABLE TRIGGER " + identifier(without.get().name()));
                    }
                    for (String first : texts.preparation(write, place)) {
                        statement.execute(first);
                    }
                    return written(statement, sql.get(), write) ? Outcome.WRITTEN : Outcome.LEFT_OUT;
                });
    }

    private boolean written(Statement statement, String sql, RowWrite write) throws SQLException {
        Counters earlier = Counters.read(statement);
        try {
            return statement.executeUpdate(sql) > 0 || elsewhere.between(earlier, Counters.read(statement), write);
        } catch (SQLException e) {
            if (write == RowWrite.DELETE && ServerError.of(e).sqlState().equals(REFERRED)) {
                return true;
            }
            throw e;
        }
    }
}
