package io.schemaproof.verify.policy;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.RowComparison;
import io.schemaproof.data.digest.RowDifference.Sample;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** Finds the tables and columns whose rows came out differently elsewhere. */
final class RowDeviations {

    /** What is said of a table that has more rows, or fewer. */
    static final String COUNT = "number of rows";

    /** What is said of a column, with a value of each side. */
    static final String VALUES = "values";

    /** What is said of a table whose columns hold the same values, put together in another way. */
    static final String ROWS = "rows";

    private RowDeviations() {}

    /** Compare the tables that are on both sides, in the columns that both have: what is missing is told of the schema. */
    static List<SchemaDeviation> of(
            ObservedDatabase here, DataDigest digestHere, ObservedDatabase elsewhere, DataDigest digestElsewhere)
            throws SQLException {
        List<SchemaDeviation> deviations = new ArrayList<>();
        for (Map.Entry<Relation, TableDigest> entry : digestHere.tables().entrySet()) {
            TableDigest is = entry.getValue();
            TableDigest there = digestElsewhere.tables().get(entry.getKey());
            if (there == null || there.equals(is)) {
                continue;
            }
            Relation table = entry.getKey();
            if (is.rows() != there.rows()) {
                deviations.add(new SchemaDeviation(
                        id(ObjectKind.TABLE, table.toString()),
                        COUNT,
                        Optional.of(String.valueOf(is.rows())),
                        Optional.of(String.valueOf(there.rows()))));
            } else {
                deviations.addAll(values(here, elsewhere, table, is, there));
            }
        }
        return deviations;
    }

    private static List<SchemaDeviation> values(
            ObservedDatabase here, ObservedDatabase elsewhere, Relation table, TableDigest is, TableDigest there)
            throws SQLException {
        Set<String> columns = is.columnsThatDiffer(there);
        columns.removeIf(
                column -> !is.columns().containsKey(column) || !there.columns().containsKey(column));
        if (!is.columns().keySet().equals(there.columns().keySet()) && columns.isEmpty()) {
            return List.of();
        }
        List<Sample> samples =
                RowComparison.of(here.session(), elsewhere.session(), table).samples();
        List<SchemaDeviation> deviations = new ArrayList<>();
        for (String column : columns) {
            deviations.add(new SchemaDeviation(
                    id(
                            ObjectKind.COLUMN,
                            table + "." + new Relation("x", column).toString().substring(2)),
                    VALUES,
                    value(samples, Sample::before, column),
                    value(samples, Sample::after, column)));
        }
        if (columns.isEmpty()) {
            deviations.add(new SchemaDeviation(
                    id(ObjectKind.TABLE, table.toString()), ROWS, Optional.empty(), Optional.empty()));
        }
        return deviations;
    }

    private static Optional<String> value(
            List<Sample> samples, Function<Sample, SortedMap<String, Optional<String>>> side, String column) {
        return samples.stream()
                .map(sample -> side.apply(sample).get(column))
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> value.map(text -> "'" + text + "'").orElse("NULL"));
    }

    private static ObjectId id(ObjectKind kind, String identity) {
        return new ObjectId(kind, identity);
    }
}
