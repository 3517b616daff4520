package io.schemaproof.assertions.core;

import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Find tables and indexes by name on the server, with its search path. */
public final class ServerTables {

    private final Sql sql;

    public ServerTables(Sql sql) {
        this.sql = sql;
    }

    /** Find a table, view or materialized view. */
    public Optional<Relation> table(String name) {
        return find(name, "'r','p','v','m','f'");
    }

    /** The columns of a table or view, in order. */
    public List<String> columns(Relation table) {
        return sql.column(
                "SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(?)"
                        + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                table.quoted());
    }

    public Optional<Relation> index(String name) {
        return find(name, "'i','I'");
    }

    private Optional<Relation> find(String name, String kinds) {
        String text = Names.sql(Names.parse(name));
        return sql
                .rows(
                        "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN (" + kinds + ")",
                        text)
                .stream()
                .map(row -> new Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
                .findFirst();
    }

    /** A table with its partitions and children, or an index with those of the partitions; itself included. */
    public Set<Relation> withDescendants(Relation relation) {
        Set<Relation> all = new TreeSet<>();
        sql.rows("""
        WITH RECURSIVE tree(oid) AS (
                  SELECT pg_catalog.to_regclass(?)::oid
                  UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
                SELECT n.nspname, c.relname FROM tree
                JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace""", Names.sql(List.of(relation.schema(), relation.name())))
                .forEach(row -> all.add(new Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1)))));
        return all;
    }

    /** The last line of a message on a failure that no assertion object reports. */
    public String databaseLine() {
        return sql.databaseLine();
    }

    /** The failure for a table that is not there. */
    public Failure noTable(String name) {
        List<String> parts = Names.parse(name);
        String simple = parts.get(parts.size() - 1);
        List<String> existing =
                sql.column("SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relkind IN ('r','p','v','m','f')"
                        + " AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
                        + " AND c.relnamespace::regnamespace::text NOT LIKE 'pg_toast%' ORDER BY 1");
        List<String> elsewhere = sql.column(
                "SELECT c.oid::regclass::text FROM pg_catalog.pg_class c WHERE c.relname = ?"
                        + " AND c.relkind IN ('r','p','v','m','f') ORDER BY 1",
                simple);
        Failure failure = Failure.expected("table " + name + " to exist").butWas(name, "no such table");
        if (!elsewhere.isEmpty()) {
            return failure.line("It exists as " + String.join(", ", elsewhere) + ".")
                    .line(sql.databaseLine());
        }
        String hint = Names.didYouMean(simple, existing);
        return failure.line(
                        hint.isEmpty()
                                ? "Tables there are: " + (existing.isEmpty() ? "none" : String.join(", ", existing))
                                : hint)
                .line(sql.databaseLine());
    }

    /** The failure for an index that is not there. */
    public Failure noIndex(String name) {
        List<String> parts = Names.parse(name);
        List<String> existing = sql.column("SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relkind IN ('i','I')"
                + " AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
                + " AND c.relnamespace::regnamespace::text NOT LIKE 'pg_toast%' ORDER BY 1");
        String hint = Names.didYouMean(parts.get(parts.size() - 1), existing);
        return Failure.expected("index " + name + " to exist")
                .butWas(name, "no such index")
                .line(hint.isEmpty() ? "Indexes there are: " + String.join(", ", existing) : hint)
                .line(sql.databaseLine());
    }
}
