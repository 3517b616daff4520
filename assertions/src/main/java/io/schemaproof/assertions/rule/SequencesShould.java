package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Sequence;

/**
 * Demand something of sequences.
 *
 * @since 0.1
 */
public final class SequencesShould extends ObjectsShould<Sequence, SequencesShould> {

    SequencesShould(Selection<Sequence> selection) {
        super(selection);
    }

    /** Demand a type: {@code bigint}, {@code integer} or {@code smallint}. */
    public ObjectRule<Sequence> haveType(String type) {
        return satisfy(
                "have type " + type,
                sequence -> sequence.type().equals(type),
                sequence -> "is " + sequence.type(),
                sequence -> "ALTER SEQUENCE " + sequence.identity() + " AS " + type + ";");
    }

    /** Demand that they do not begin again at their end. */
    public ObjectRule<Sequence> notCycle() {
        return satisfy(
                "not cycle",
                sequence -> !sequence.isCycling(),
                sequence -> "begins again at its end",
                sequence -> "ALTER SEQUENCE " + sequence.identity() + " NO CYCLE;");
    }
}
