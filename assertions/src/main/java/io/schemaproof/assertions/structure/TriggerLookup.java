package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Find a trigger; one that does not fire is not taken for one that does. */
final class TriggerLookup {

    private TriggerLookup() {}

    static TriggerAssert enabled(
            Schema schema,
            CatalogObject relation,
            String name,
            Function<Failure, AssertionError> missing,
            Consumer<Failure> fail) {
        TriggerAssert found = any(schema, relation, name, missing);
        List<String> disabled = found.disabledOn();
        if (!disabled.isEmpty()) {
            String trigger = Names.quote(Names.column(name));
            fail.accept(Failure.expected("trigger " + trigger + " to fire")
                    .butWas("enabled", "disabled on " + String.join(", ", disabled))
                    .hint(
                            "Say triggerInAnyState(..) if that is meant.",
                            "Write its state, disabled or replica, at the trigger if that is meant.")
                    .suggest("ALTER TABLE " + disabled.get(0) + " ENABLE TRIGGER " + trigger + ";"));
        }
        return found;
    }

    static TriggerAssert any(
            Schema schema, CatalogObject relation, String name, Function<Failure, AssertionError> missing) {
        CatalogObject trigger = ChildLookup.child(schema, relation, ObjectKind.TRIGGER, name, missing);
        String table = relation.id().identity();
        return new TriggerAssert(schema, trigger, TriggerFacts.of(schema, table, ChildLookup.name(trigger)), table);
    }
}
