package io.schemaproof.migration;

import java.util.Set;

/**
 * Apply migrations through the library of their tool, one at a time, and take them back. Found by {@link java.util.ServiceLoader}; a source
 * of migrations names it in their {@linkplain LibraryStep#script scripts}.
 *
 * @since 0.1
 */
public interface MigrationLibrary {

    /** The name by which scripts ask for it, without spaces. */
    String name();

    /** The tables in which it keeps what it has applied, in lower case; statements about these are no statements of a migration. */
    Set<String> tables();

    /**
     * Do what a step says, on connections of the session and no others.
     *
     * @throws Exception if the library cannot; what it says is shown
     */
    void run(LibraryStep step, LibrarySession session) throws Exception;
}
