package io.schemaproof.verify;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts rows into databases and remembers what could not be put in, once for each moment. */
final class RowFiller {

    private final RowSource source;
    private final Set<FillMoment> failed = new HashSet<>();
    private final List<Finding> unreported = new ArrayList<>();
    private final SortedMap<Relation, String> unfilled = new TreeMap<>();

    RowFiller(RowSource source) {
        this.source = source;
    }

    boolean mayFill(FillMoment moment) {
        return source.mayFill(moment);
    }

    /** Put in what comes before an up. */
    void before(ObservedDatabase database, Migration migration) throws SQLException {
        fill(database, FillMoment.before(migration));
    }

    /** Put in what comes after an up. Returns the number of rows. */
    long after(ObservedDatabase database, Migration migration) throws SQLException {
        return fill(database, FillMoment.after(migration));
    }

    /** What could not be put in since this was asked last. */
    List<Finding> takeFindings() {
        List<Finding> taken = List.copyOf(unreported);
        unreported.clear();
        return taken;
    }

    /** Why a table has no rows, as half a sentence; empty text if nobody knows. */
    String reason(Relation table) {
        return unfilled.getOrDefault(table, "");
    }

    private long fill(ObservedDatabase database, FillMoment moment) throws SQLException {
        if (!source.mayFill(moment)) {
            return 0;
        }
        try (Connection connection = MigrationRunner.open(database.database().settings())) {
            FillReport report = source.fill(connection, database.catalog(), moment);
            unfilled.putAll(report.unfilled());
            return report.rows();
        } catch (RowSourceException e) {
            if (failed.add(moment)) {
                unreported.add(DataFindings.seedFails(moment, e));
            }
            // What it wrote before it failed is there.
            return 1;
        }
    }
}
