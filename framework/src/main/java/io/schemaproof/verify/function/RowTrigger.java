package io.schemaproof.verify.function;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A trigger that is asked before each row is written: where it returns NULL, the server leaves the row out and says nothing (PostgreSQL's
 * manual, "Overview of Trigger Behavior").
 *
 * @param writes for which it fires
 */
record RowTrigger(Table table, Trigger trigger, Function function, Set<RowWrite> writes) {

    private static final String ROW = " FOR EACH ROW ";

    /** Empty for one of another kind, and for one whose function is none of the schema's own. */
    static Optional<RowTrigger> of(Catalog catalog, Table table, Trigger trigger) {
        String definition = trigger.definition();
        String head = "CREATE TRIGGER " + trigger.quotedName() + " BEFORE ";
        if (!definition.startsWith(head) || !definition.contains(ROW)) {
            return Optional.empty();
        }
        String events = definition.substring(head.length(), definition.indexOf(" ON ", head.length()));
        Set<RowWrite> writes = EnumSet.noneOf(RowWrite.class);
        for (String event : events.split(" OR ", -1)) {
            for (RowWrite write : RowWrite.values()) {
                if (event.equals(write.name()) || event.startsWith(write.name() + " OF ")) {
                    writes.add(write);
                }
            }
        }
        return catalog.functions(trigger.function()).stream()
                .findFirst()
                .map(function -> new RowTrigger(table, trigger, function, writes));
    }

    /** Such as {@code trigger audit (function public.audit())}. */
    String words() {
        return "trigger " + trigger.quotedName() + " (function " + function.signature() + ")";
    }
}
