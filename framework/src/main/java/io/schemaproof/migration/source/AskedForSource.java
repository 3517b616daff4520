package io.schemaproof.migration.source;

import java.util.Optional;

/**
 * A convention that is only read where somebody says so: what it runs are programs, which to look at a folder must not run.
 *
 * @since 0.1
 */
public interface AskedForSource extends MigrationSource {

    @Override
    default boolean isAskedFor() {
        return true;
    }

    /** Claims nothing by itself. */
    @Override
    default Optional<SourceMatch> match(SourceFolder folder) {
        return Optional.empty();
    }
}
