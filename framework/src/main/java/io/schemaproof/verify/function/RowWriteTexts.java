package io.schemaproof.verify.function;

import static io.schemaproof.base.SqlText.identifier;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements that write one row of a table, whichever it is; nothing but its place tells it from others. */
record RowWriteTexts(Table table) {

    /** Where a row is kept that is put in again. */
    private static final String KEPT = "pg_temp.schemaproof_row";

    /** Rows of a large table are picked among so many. */
    private static final int AMONG = 1000;

    private static final int MOST_NULLS = 2;

    /** Of a function of the server. */
    private static final int MOST_ARGUMENTS = 90;

    /** Conditions that pick single rows: some of those with the most NULLs, and others spread over a table. */
    String places(int most) {
        String nulls = table.columns().stream()
                .limit(MOST_ARGUMENTS)
                .map(column -> identifier(column.name()))
                .collect(Collectors.joining(", ", "num_nulls(", ")"));
        return "SELECT format('tableoid = %s AND ctid = %L', place, at) FROM (SELECT tableoid::oid AS place, ctid AS at, row_number() OVER"
                + " (ORDER BY " + nulls + " DESC, ctid) AS nth FROM (SELECT tableoid, ctid, * FROM " + from()
                + " LIMIT " + AMONG
                + ") AS picked) AS numbered ORDER BY least(nth, " + (MOST_NULLS + 1) + "), md5(at::text), place LIMIT "
                + most;
    }

    /** What has to be there before a row is written, so that it can be. */
    List<String> preparation(RowWrite write, String place) {
        return write != RowWrite.INSERT
                ? List.of()
                : List.of(
                        "CREATE TEMPORARY TABLE schemaproof_row ON COMMIT DROP AS SELECT * FROM " + from() + " WHERE "
                                + place,
                        "SET LOCAL session_replication_role = replica",
                        "DELETE FROM " + from() + " WHERE " + place,
                        "SET LOCAL session_replication_role = origin");
    }

    /** Empty where no column can be given. */
    Optional<String> write(RowWrite write, String place) {
        return switch (write) {
            case DELETE -> Optional.of("DELETE FROM " + from() + " WHERE " + place);
            case INSERT ->
                given().isEmpty()
                        ? Optional.empty()
                        : Optional.of("INSERT INTO " + name() + " (" + names(given())
                                + ") OVERRIDING SYSTEM VALUE SELECT " + names(given()) + " FROM " + KEPT);
            case UPDATE -> Optional.of(settable()).filter(set -> !set.isEmpty()).map(set -> update(set, place));
        };
    }

    /** With the values of another row that differs: a trigger may leave out what changes nothing. */
    private String update(List<Column> set, String place) {
        String other = "FROM (SELECT * FROM " + from() + " LIMIT " + AMONG + ") AS other WHERE ROW("
                + names(set, "other.") + ")::text IS DISTINCT FROM ROW(" + names(set, "mine.") + ")::text";
        return "UPDATE " + from() + " AS mine SET (" + names(set) + ") = (SELECT " + names(set, "other.") + " " + other
                + " ORDER BY md5(ROW(" + names(set, "other.") + ", mine.ctid)::text) LIMIT 1) WHERE "
                + place.replace("tableoid", "mine.tableoid").replace("ctid", "mine.ctid")
                + " AND EXISTS (SELECT " + other + ")";
    }

    private List<Column> given() {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                .toList();
    }

    private List<Column> settable() {
        Set<String> unique = new HashSet<>();
        table.indexes().stream().filter(Index::isUnique).map(Index::columns).forEach(unique::addAll);
        return given().stream()
                .filter(column -> column.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY
                        && !unique.contains(column.name()))
                .toList();
    }

    /** The names of what a client gives to a row; a table that has all of them can take the row instead. */
    Set<String> ownNames() {
        return given().stream()
                .filter(column -> column.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY)
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    /** Rows of a table that inherits from it fire its triggers, and not these. */
    private String from() {
        return (table.isPartitioned() ? "" : "ONLY ") + name();
    }

    private String name() {
        return new Relation(table.schema(), table.name()).quoted();
    }

    private static String names(List<Column> columns) {
        return names(columns, "");
    }

    private static String names(List<Column> columns, String of) {
        return columns.stream().map(column -> of + identifier(column.name())).collect(Collectors.joining(", "));
    }
}
