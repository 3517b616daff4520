package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Index;

/**
 * Choose indexes.
 *
 * @since 0.1
 */
public final class IndexesThat extends ObjectsThat<Index, IndexesShould, IndexesThat> {

    IndexesThat(Selection<Index> selection) {
        super(selection);
    }

    @Override
    IndexesThat with(Selection<Index> next) {
        return new IndexesThat(next);
    }

    @Override
    IndexesShould should(Selection<Index> chosen) {
        return new IndexesShould(chosen);
    }

    /** Choose unique indexes. */
    public IndexesThat areUnique() {
        return satisfy("are unique", Index::isUnique);
    }

    /** Choose indexes with a condition. */
    public IndexesThat arePartial() {
        return satisfy("are partial", index -> index.predicate().isPresent());
    }

    /** Choose indexes of an access method: {@code btree}, {@code gin}… */
    public IndexesThat useMethod(String method) {
        return satisfy("use " + method, index -> index.method().equals(method));
    }

    /** Choose indexes of a primary key, a unique or an exclusion constraint. */
    public IndexesThat belongToConstraints() {
        return satisfy("belong to constraints", index -> index.constraint().isPresent());
    }
}
