package io.schemaproof.verify.function;

import io.schemaproof.catalog.Table;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.client.ClientTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statements that write one row of a table, so that its triggers fire. */
final class TableWrites {

    private TableWrites() {}

    static List<FunctionTrial> of(Table table) {
        ClientTable client = new ClientTable(table, Map.of());
        List<FunctionTrial> writes = new ArrayList<>();
        client.update().ifPresent(update -> writes.add(trial(table, "UPDATE", update)));
        client.updateAsAnother().ifPresent(update -> writes.add(trial(table, "changing UPDATE", update)));
        writes.add(trial(table, "DELETE", client.delete()));
        // The first one in a single statement with the DELETE, so that rows that refer to it forbid neither.
        List<String> names = List.of("DELETE and INSERT", "INSERT");
        List<ClientStatement> inserts = client.inserts();
        for (int i = 0; i < inserts.size(); i++) {
            writes.add(trial(table, names.get(i), inserts.get(i)));
        }
        return writes;
    }

    private static FunctionTrial trial(Table table, String what, ClientStatement statement) {
        return FunctionTrial.write(table, what, statement.sql());
    }
}
