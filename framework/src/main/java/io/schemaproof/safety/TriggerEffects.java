package io.schemaproof.safety;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.EffectProbe;
import io.schemaproof.query.WriteEffect;
import io.schemaproof.query.WriteEffects;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What writes of tables with triggers or rules do beside what they say, as the server was asked.
 *
 * @param tables what is known of each, by identity; also of those that have had one
 * @param functions all of the schema
 */
record TriggerEffects(Map<String, OfTable> tables, List<CatalogObject> functions) {

    private static final Pattern EVENT = Pattern.compile("\\bON (INSERT|UPDATE|DELETE) TO ");

    static final TriggerEffects NONE = new TriggerEffects(Map.of(), List.of());

    TriggerEffects {
        tables = Map.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /**
     * What is known of a table.
     *
     * @param parts the table, its columns and its triggers
     * @param called functions that these come to
     * @param effects that were seen
     */
    record OfTable(List<CatalogObject> parts, List<CatalogObject> called, WriteEffects effects) {

        OfTable {
            parts = List.copyOf(parts);
            called = List.copyOf(called);
        }
    }

    /** The same of another schema; what cannot have changed is not asked again. */
    TriggerEffects then(Catalog catalog, AcceptedWrites.WritingSession session) throws SQLException {
        List<CatalogObject> now =
                catalog.functions().stream().map(TypedObject::object).toList();
        Map<String, OfTable> all = new HashMap<>();
        for (Table table : catalog.tables()) {
            OfTable known = tables.get(table.identity());
            Set<WriteEffect.Write> writes = EnumSet.noneOf(WriteEffect.Write.class);
            table.triggers().stream().filter(Trigger::isEnabled).forEach(trigger -> writes.addAll(writes(trigger)));
            rules(catalog, table).forEach(rule -> writes.addAll(events(rule)));
            // A partition fires its own, too, and clients write to the whole.
            if (table.isForeign() || table.partitionOf().isPresent() || (writes.isEmpty() && known == null)) {
                continue;
            }
            List<CatalogObject> parts = parts(catalog, table);
            if (known == null || !known.parts().equals(parts) || !now.equals(functions)) {
                List<CatalogObject> called = called(catalog, table);
                if (known == null
                        || !known.parts().equals(parts)
                        || !known.called().equals(called)) {
                    known = new OfTable(
                            parts,
                            called,
                            new EffectProbe(session.get(), catalog)
                                    .effects(table, known == null ? writes : EnumSet.allOf(WriteEffect.Write.class)));
                }
            }
            all.put(table.identity(), known);
        }
        return new TriggerEffects(all, now);
    }

    WriteEffects of(Table table) {
        OfTable known = tables.get(table.identity());
        return known == null ? WriteEffects.NONE : known.effects();
    }

    /** For which statements a trigger fires; TRUNCATE is none of a row. */
    static Set<WriteEffect.Write> writes(Trigger trigger) {
        String definition = trigger.definition();
        int name =
                definition.indexOf(trigger.quotedName()) + trigger.quotedName().length();
        int end = definition.indexOf(" ON ", name);
        String events = definition.substring(name, Math.max(end, name));
        Set<WriteEffect.Write> writes = EnumSet.noneOf(WriteEffect.Write.class);
        for (WriteEffect.Write write : WriteEffect.Write.values()) {
            if (WholeWord.in(events, write.name())) {
                writes.add(write);
            }
        }
        return writes;
    }

    /** Those that are in force; what a view is made of is none. */
    static List<CatalogObject> rules(Catalog catalog, Table table) {
        return catalog.objects(ObjectKind.RULE).stream()
                .filter(rule -> rule.parent().filter(table.id()::equals).isPresent()
                        && rule.attribute("enabled")
                                .filter(state -> state.equals("origin") || state.equals("always"))
                                .isPresent())
                .toList();
    }

    private static Set<WriteEffect.Write> events(CatalogObject rule) {
        Matcher event = EVENT.matcher(rule.attribute("definition").orElse(""));
        return event.find() ? EnumSet.of(WriteEffect.Write.valueOf(event.group(1))) : Set.of();
    }

    private static List<CatalogObject> parts(Catalog catalog, Table table) {
        List<CatalogObject> parts = new ArrayList<>();
        parts.add(table.object());
        table.columns().stream().map(TypedObject::object).forEach(parts::add);
        table.triggers().stream().map(TypedObject::object).forEach(parts::add);
        parts.addAll(rules(catalog, table));
        return parts;
    }

    private static List<CatalogObject> called(Catalog catalog, Table table) {
        return table.triggers().stream()
                .flatMap(trigger -> functions(catalog, trigger).stream())
                .toList();
    }

    /** The function of a trigger, and those whose names stand in it, and in these. */
    static List<CatalogObject> functions(Catalog catalog, Trigger trigger) {
        List<Function> all = catalog.functions();
        Map<String, Function> reached = new LinkedHashMap<>();
        Deque<Function> open = new ArrayDeque<>(catalog.functions(trigger.function()));
        while (!open.isEmpty()) {
            Function function = open.pop();
            if (reached.put(function.signature(), function) == null) {
                all.stream()
                        .filter(other -> WholeWord.in(function.body(), other.name()))
                        .forEach(open::add);
            }
        }
        return reached.values().stream().map(TypedObject::object).toList();
    }
}
