package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A trigger as the server stores it. */
record TriggerFacts(Facts facts, List<String> updateColumns, List<String> disabledOn) {

    static TriggerFacts of(Schema schema, String table, String name) {
        Facts facts = Facts.of(schema.dataSource(), """
                SELECT g.tgtype::int AS bits, g.tgnargs AS arguments, pg_get_triggerdef(g.oid) AS definition,
                       g.tgfoid::regprocedure::text AS function, g.tgqual IS NOT NULL AS conditional,
                       g.tgoldtable AS old_table, g.tgnewtable AS new_table, g.tgconstraint <> 0 AS constraint,
                       g.tgdeferrable AS deferrable, g.tginitdeferred AS deferred,
                       format('%I.%I', n.nspname, p.proname) AS function_name, n.nspname AS function_schema,
                       p.proname AS bare_function
                FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
                JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE g.tgrelid = pg_catalog.to_regclass(?) AND g.tgname = ?""", table, name);
        Sql sql = new Sql(schema.dataSource());
        List<String> columns = sql.column("""
                SELECT a.attname FROM pg_catalog.pg_trigger g
                JOIN pg_catalog.pg_attribute a ON a.attrelid = g.tgrelid AND a.attnum = ANY (g.tgattr::int2[])
                WHERE g.tgrelid = pg_catalog.to_regclass(?) AND g.tgname = ? ORDER BY 1""", table, name);
        List<String> disabled = sql.column("""
                WITH RECURSIVE clones(oid) AS (
                  SELECT g.oid FROM pg_catalog.pg_trigger g
                  WHERE g.tgrelid = pg_catalog.to_regclass(?) AND g.tgname = ?
                  UNION ALL SELECT g.oid FROM pg_catalog.pg_trigger g JOIN clones c ON g.tgparentid = c.oid)
                SELECT format('%I.%I', n.nspname, r.relname) FROM clones c JOIN pg_catalog.pg_trigger g ON g.oid = c.oid
                JOIN pg_catalog.pg_class r ON r.oid = g.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
                WHERE g.tgenabled NOT IN ('O', 'A') ORDER BY 1""", table, name);
        return new TriggerFacts(facts, columns, disabled);
    }

    TriggerTiming timing() {
        return has(64) ? TriggerTiming.INSTEAD_OF : has(2) ? TriggerTiming.BEFORE : TriggerTiming.AFTER;
    }

    boolean isForEachRow() {
        return has(1);
    }

    Set<String> events() {
        List<TriggerEvent> events = new ArrayList<>();
        if (has(4)) {
            events.add(TriggerEvent.INSERT);
        }
        if (has(8)) {
            events.add(TriggerEvent.DELETE);
        }
        if (has(16)) {
            events.add(new TriggerEvent(TriggerEvent.Statement.UPDATE, updateColumns));
        }
        if (has(32)) {
            events.add(TriggerEvent.TRUNCATE);
        }
        return events.stream().map(TriggerEvent::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The condition as the definition shows it, or the empty text. */
    String condition() {
        return facts.is("conditional") ? after(facts.text("definition"), " WHEN (") : "";
    }

    /** The arguments after the function's name, as the definition shows them. */
    String arguments() {
        String definition = facts.text("definition");
        int execute = DefinitionText.find(definition, " EXECUTE FUNCTION ");
        String call = definition.substring(execute);
        int open = DefinitionText.find(call, "(");
        return call.substring(open + 1, call.length() - 1);
    }

    static String after(String definition, String marker) {
        int start = DefinitionText.find(definition, marker) + marker.length();
        return definition.substring(start, DefinitionText.close(definition, start));
    }

    private boolean has(int bit) {
        return (Integer.parseInt(facts.text("bits")) & bit) != 0;
    }
}
