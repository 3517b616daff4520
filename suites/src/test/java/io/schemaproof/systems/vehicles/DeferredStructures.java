package io.schemaproof.systems.vehicles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Foreign keys and plain indexes, dropped and made again from the server's own definitions. */
final class DeferredStructures {

    /** Foreign keys come first, because an index that one needs cannot be dropped before it. */
    private static final String QUERY = """
            SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname),
                   'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname)
                     || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE contype = 'f' AND connamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
            FROM pg_index
            JOIN pg_class ON pg_class.oid = indexrelid
            WHERE relnamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""";

    private final List<String> drops = new ArrayList<>();
    private final List<String> creates = new ArrayList<>();

    private DeferredStructures() {}

    /** Drop what can be made again in schema {@code public}; unique indexes of constraints stay. */
    static DeferredStructures drop(Statement statement) throws SQLException {
        DeferredStructures structures = new DeferredStructures();
        try (ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                structures.drops.add(row.getString(1));
                structures.creates.add(0, row.getString(2));
            }
        }
        for (String sql : structures.drops) {
            statement.execute(sql);
        }
        return structures;
    }

    void createAgain(Statement statement) throws SQLException {
        for (String sql : creates) {
            statement.execute(sql);
        }
    }
}
