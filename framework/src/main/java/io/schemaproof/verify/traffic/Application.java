package io.schemaproof.verify.traffic;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.client.ClientTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What clients send: for each table with rows the statements that the schema of before takes. A statement that fails before the
 * migration is not its fault.
 *
 * @param statements those of one table side by side, what reads before what writes
 * @param neighbours the tables that refer to a table: who writes into them locks it
 * @param left tables with rows that have no clients, because there are too many
 */
record Application(List<ClientStatement> statements, Map<Relation, Set<Relation>> neighbours, List<Relation> left) {

    /** More tables than this have no clients; those that the script names come first. */
    static final int MOST_TABLES = 40;

    Application {
        statements = List.copyOf(statements);
        neighbours = Map.copyOf(neighbours);
        left = List.copyOf(left);
    }

    /** Try all statements out. */
    static Application of(Catalog schema, Script script, ConnectionSettings database) throws SQLException {
        List<Table> tables = schema.tables().stream()
                .filter(table -> !table.isForeign()
                        && table.partitionOf().isEmpty()
                        && !table.columns().isEmpty()
                        && !HistoryTables.contains(table.name()))
                .sorted(namedFirst(script))
                .toList();
        Map<Relation, Set<Relation>> neighbours = neighbours(tables);
        List<ClientStatement> passing = new ArrayList<>();
        List<Relation> left = new ArrayList<>();
        try (ClientSession session = ClientSession.toTry(database)) {
            for (Table table : tables) {
                if (passing.stream().map(ClientStatement::table).distinct().count() >= MOST_TABLES) {
                    left.add(ClientTable.relation(table));
                } else {
                    passing.addAll(passing(session, new ClientTable(table, neighbours)));
                }
            }
        }
        return new Application(passing, neighbours, left);
    }

    /** The same as far as its statements pass now. */
    Application now(ConnectionSettings database) throws SQLException {
        try (ClientSession session = ClientSession.toTry(database)) {
            return new Application(statements.stream().filter(session::passes).toList(), neighbours, left);
        }
    }

    private static Comparator<Table> namedFirst(Script script) {
        Set<String> words = new HashSet<>();
        SqlTokens.of(script.text())
                .forEach(token -> words.add(token.replace("\"", "").toLowerCase(Locale.ROOT)));
        return Comparator.<Table, Boolean>comparing(
                        table -> !words.contains(table.name().toLowerCase(Locale.ROOT)))
                .thenComparing(ClientTable::relation);
    }

    private static List<ClientStatement> passing(ClientSession session, ClientTable table) {
        ClientStatement lookUp = table.lookUp();
        if (!session.finds(lookUp)) {
            return List.of();
        }
        List<ClientStatement> passing = new ArrayList<>(List.of(lookUp, table.range()));
        table.update().filter(session::passes).ifPresent(passing::add);
        table.inserts().stream().filter(session::passes).findFirst().ifPresent(passing::add);
        return passing;
    }

    private static Map<Relation, Set<Relation>> neighbours(List<Table> tables) {
        Map<Relation, Set<Relation>> neighbours = new HashMap<>();
        for (Table table : tables) {
            table.foreignKeys().stream()
                    .flatMap(key -> key.references().stream())
                    .forEach(referenced -> neighbours
                            .computeIfAbsent(ClientTable.relation(referenced), key -> new HashSet<>())
                            .add(ClientTable.relation(table)));
        }
        return neighbours;
    }

    Set<Relation> tables() {
        Set<Relation> tables = new HashSet<>();
        statements.forEach(statement -> tables.add(statement.table()));
        return tables;
    }
}
