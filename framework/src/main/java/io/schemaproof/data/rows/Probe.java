package io.schemaproof.data.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to the server: which of these texts pass.
 *
 * @param query takes the texts as its parameter, gives the places, from 1, of those that pass
 * @param texts NULL among them
 */
record Probe(String query, List<@Nullable String> texts) {

    private static final int BATCH = 400;

    /**
     * Which values pass the checks of one column.
     *
     * @param value SQL that makes the value of the text {@code t}
     */
    static Probe of(TargetColumn column, String value, List<RowCheck> checks, List<@Nullable String> texts) {
        // Without checks a column is like others of its type, and asked about once.
        String name = checks.isEmpty() ? "v" : column.quoted();
        StringBuilder where = new StringBuilder(column.nullable() ? "true" : "x." + name + " IS NOT NULL");
        checks.forEach(check -> where.append(" AND ").append(check.sql()));
        return new Probe(
                // The place stands beside the column, which may have any name that a table gives it.
                "SELECT array_agg(k ORDER BY k) FROM (SELECT min(x.schemaproof_place)::int AS k FROM ("
                        + "SELECT schemaproof_place, (" + value + ") AS " + name
                        + " FROM unnest($1) WITH ORDINALITY AS v(t, schemaproof_place)) x WHERE " + where
                        + " GROUP BY x." + name + "::text) y",
                texts);
    }

    /** The places, from 0, of the texts that pass, for each probe. */
    static List<List<Integer>> ask(Connection connection, List<Probe> probes) throws SQLException {
        List<Probe> different = List.copyOf(new LinkedHashSet<>(probes));
        Map<Probe, List<Integer>> answers = new HashMap<>();
        for (int from = 0; from < different.size(); from += BATCH) {
            List<Probe> some = different.subList(from, Math.min(different.size(), from + BATCH));
            List<List<Integer>> places = askSome(connection, some);
            for (int i = 0; i < some.size(); i++) {
                answers.put(some.get(i), places.get(i));
            }
        }
        return probes.stream()
                .map(probe -> answers.getOrDefault(probe, List.of()))
                .toList();
    }

    private static List<List<Integer>> askSome(Connection connection, List<Probe> probes) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT r FROM (VALUES ");
        for (int i = 0; i < probes.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append("(").append(i).append(", ?::text, ?::text[])");
        }
        sql.append(") v(i, q, t), LATERAL " + ServerFunctions.PROBE + "(q, t) AS r ORDER BY i");
        List<List<Integer>> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < probes.size(); i++) {
                statement.setString(2 * i + 1, probes.get(i).query());
                statement.setArray(
                        2 * i + 2,
                        connection.createArrayOf("text", probes.get(i).texts().toArray()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Integer> places = new ArrayList<>();
                    for (Integer place : (Integer[]) rows.getArray(1).getArray()) {
                        places.add(place - 1);
                    }
                    answers.add(places);
                }
            }
        }
        return answers;
    }
}
