package io.schemaproof.backup;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a digest of the tables leaves out: rows of materialized views, and large objects. */
final class OtherContents {

    private static final String VIEWS = """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'm' AND c.relispopulated AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname !~ '^pg_(toast|temp)'""";

    private OtherContents() {}

    static SortedMap<String, String> read(Connection connection, Scope scope) throws SQLException {
        SortedMap<String, String> others = new TreeMap<>();
        try (ReaderTransaction transaction = ReaderTransaction.begin(connection);
                Statement statement = connection.createStatement()) {
            statement.execute(transaction.opening());
            statement.execute(CatalogReader.spelling());
            for (Relation view : views(statement, scope)) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*), coalesce(sum(hashtextextended((t.*)::text COLLATE \"C\", 0)), 0) FROM "
                                + view.quoted() + " t")) {
                    row.next();
                    others.put(
                            "materialized view " + view,
                            row.getLong(1) + " rows with the checksum " + row.getString(2));
                }
            }
            if (scope.isWhole()) {
                try (ResultSet objects = statement.executeQuery(
                        "SELECT oid, md5(lo_get(oid)), length(lo_get(oid)) FROM pg_largeobject_metadata")) {
                    while (objects.next()) {
                        others.put(
                                "large object " + objects.getLong(1),
                                objects.getLong(3) + " bytes with the checksum " + objects.getString(2));
                    }
                }
            }
        }
        return others;
    }

    private static List<Relation> views(Statement statement, Scope scope) throws SQLException {
        List<Relation> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(VIEWS)) {
            while (rows.next()) {
                Relation view = new Relation(rows.getString(1), rows.getString(2));
                if (scope.contains(view.schema())) {
                    views.add(view);
                }
            }
        }
        return views;
    }
}
