package io.schemaproof.query;

import io.schemaproof.query.WriteEffect.Write;
import java.util.Set;

/**
 * What was seen of the writes of a table.
 *
 * @param taken statements that the server took of one row at least
 * @param effects what they did beside what they say
 */
public record WriteEffects(Set<Write> taken, Set<WriteEffect> effects) {

    /** Of a table that was not asked. */
    public static final WriteEffects NONE = new WriteEffects(Set.of(), Set.of());

    public WriteEffects {
        taken = Set.copyOf(taken);
        effects = Set.copyOf(effects);
    }
}
