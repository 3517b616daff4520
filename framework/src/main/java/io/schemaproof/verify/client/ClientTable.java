package io.schemaproof.verify.client;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.UniqueConstraint;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.client.ClientStatement.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the statements of those who use a table. They name its columns, as those of an application do, and no values. */
public final class ClientTable {

    private static final int RANGE = 10;

    private final Table table;
    private final Relation relation;
    private final List<Column> columns;
    private final List<String> key;

    private final Set<String> unique;
    private final boolean referenced;

    /** @param neighbours the tables that refer to a table */
    public ClientTable(Table table, Map<Relation, Set<Relation>> neighbours) {
        this.table = table;
        this.relation = relation(table);
        this.referenced = neighbours.containsKey(relation);
        this.columns = table.columns();
        this.key = key(table);
        this.unique = table.indexes().stream()
                .filter(Index::isUnique)
                .flatMap(index -> index.columns().stream())
                .collect(Collectors.toSet());
    }

    /** The name of a table. */
    public static Relation relation(Table table) {
        return new Relation(table.schema(), table.name());
    }

    private static List<String> key(Table table) {
        return table.primaryKey()
                .map(primary -> primary.columns())
                .or(() -> table.uniqueConstraints().stream().findFirst().map(UniqueConstraint::columns))
                .orElse(List.of());
    }

    /** Read one row. */
    public ClientStatement lookUp() {
        return new ClientStatement(
                relation, Kind.LOOK_UP, "SELECT " + names(columns) + " FROM " + name() + " WHERE " + oneRow());
    }

    /** Read the first rows. */
    public ClientStatement range() {
        return new ClientStatement(
                relation,
                Kind.RANGE,
                "SELECT " + names(columns) + " FROM " + name() + (key.isEmpty() ? "" : " ORDER BY " + keys())
                        + " LIMIT " + RANGE);
    }

    /** Write a row as it is. Empty where no column can be set. */
    public Optional<ClientStatement> update() {
        List<Column> plain = columns.stream()
                .filter(column -> isPlain(column) && !key.contains(column.name()))
                .toList();
        List<Column> set =
                plain.isEmpty() ? columns.stream().filter(ClientTable::isPlain).toList() : plain;
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClientStatement(
                        relation,
                        Kind.UPDATE,
                        "UPDATE " + name() + " SET "
                                + set.stream()
                                        .map(column -> column.quotedName() + " = " + column.quotedName())
                                        .collect(Collectors.joining(", "))
                                + " WHERE " + oneRow()));
    }

    /**
     * Ways to put a row in that is there already: after it was taken away, which has the server look up what it refers to, or instead
     * of itself. Rows that others refer to are seldom taken away by an application.
     */
    public List<ClientStatement> inserts() {
        List<Column> given = columns.stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                .toList();
        if (given.isEmpty()) {
            return List.of();
        }
        // Nobody names what the server counts by itself; here the row has to be the same again.
        String overriding = given.stream().anyMatch(ClientTable::isCounted) ? " OVERRIDING SYSTEM VALUE" : "";
        String into =
                "INSERT INTO " + name() + " (" + names(given) + ")" + overriding + " SELECT " + names(given) + " FROM ";
        ClientStatement again = new ClientStatement(
                relation,
                Kind.INSERT,
                "WITH gone AS (DELETE FROM " + name() + " WHERE " + oneRow() + " RETURNING *) " + into + "gone");
        ClientStatement instead = new ClientStatement(
                relation, Kind.INSERT, into + name() + " WHERE " + oneRow() + " ON CONFLICT DO NOTHING");
        return referenced ? List.of(instead, again) : List.of(again, instead);
    }

    /** Take a row away. */
    public ClientStatement delete() {
        return new ClientStatement(relation, Kind.DELETE, "DELETE FROM " + name() + " WHERE " + oneRow());
    }

    /**
     * Write into a row what another one holds, but for what no two rows may have: a trigger may look at nothing that stays as it is.
     * Empty where no column can be set.
     */
    public Optional<ClientStatement> updateAsAnother() {
        List<Column> set = columns.stream()
                .filter(column -> isPlain(column) && !unique.contains(column.name()) && !key.contains(column.name()))
                .toList();
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClientStatement(
                        relation,
                        Kind.UPDATE,
                        "UPDATE " + name() + " SET (" + names(set) + ") = (SELECT " + names(set) + " FROM " + name()
                                + (key.isEmpty() ? "" : " ORDER BY " + keys()) + " OFFSET 1 LIMIT 1) WHERE "
                                + oneRow() + " AND 1 < (SELECT count(*) FROM (SELECT FROM " + name()
                                + " LIMIT 2) AS two)"));
    }

    /** Its own number says which row it is where no key does. */
    private String oneRow() {
        if (key.isEmpty()) {
            return "ctid = (SELECT min(ctid) FROM " + name() + ")";
        }
        String left = key.size() == 1 ? keys() : "(" + keys() + ")";
        return left + " = (SELECT " + keys() + " FROM " + name() + " ORDER BY " + keys() + " LIMIT 1)";
    }

    private static boolean isPlain(Column column) {
        return column.generated() == Column.Generated.NOT_GENERATED
                && column.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY;
    }

    private static boolean isCounted(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY
                || column.defaultExpression()
                        .filter(expression -> expression.startsWith("nextval("))
                        .isPresent();
    }

    private String name() {
        return table.identity();
    }

    private String keys() {
        return table.list(key);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::quotedName).collect(Collectors.joining(", "));
    }
}
