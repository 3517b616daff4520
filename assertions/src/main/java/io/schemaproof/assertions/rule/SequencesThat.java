package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Sequence;

/**
 * Choose sequences.
 *
 * @since 0.1
 */
public final class SequencesThat extends ObjectsThat<Sequence, SequencesShould, SequencesThat> {

    SequencesThat(Selection<Sequence> selection) {
        super(selection);
    }

    @Override
    SequencesThat with(Selection<Sequence> next) {
        return new SequencesThat(next);
    }

    @Override
    SequencesShould should(Selection<Sequence> chosen) {
        return new SequencesShould(chosen);
    }

    /** Choose sequences that belong to a column. */
    public SequencesThat areOwned() {
        return satisfy("are owned by a column", sequence -> sequence.ownedBy().isPresent());
    }
}
