package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import java.util.Optional;

/**
 * Choose foreign keys.
 *
 * @since 0.1
 */
public final class ForeignKeysThat extends ObjectsThat<ForeignKey, ForeignKeysShould, ForeignKeysThat> {

    ForeignKeysThat(Selection<ForeignKey> selection) {
        super(selection);
    }

    @Override
    ForeignKeysThat with(Selection<ForeignKey> next) {
        return new ForeignKeysThat(next);
    }

    @Override
    ForeignKeysShould should(Selection<ForeignKey> chosen) {
        return new ForeignKeysShould(chosen);
    }

    /** Choose foreign keys to a table. */
    public ForeignKeysThat reference(String table) {
        return satisfy(new ObjectPredicate<>("reference " + table, schema -> {
            Optional<Table> found = schema.catalog().table(table);
            return key -> found.isPresent() && key.references().equals(found);
        }));
    }

    /** Choose foreign keys to a table of jOOQ. */
    public ForeignKeysThat reference(org.jooq.Table<?> table) {
        return reference(Names.of(table));
    }

    /** Choose foreign keys of several columns. */
    public ForeignKeysThat areComposite() {
        return satisfy("are composite", key -> key.columns().size() > 1);
    }

    /** Choose foreign keys of a table to itself. */
    public ForeignKeysThat areSelfReferences() {
        return satisfy("are self-references", key -> key.references().equals(key.table()));
    }
}
