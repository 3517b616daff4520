package io.schemaproof.migration;

/**
 * Apply migrations through the library of their tool, one at a time, and take them back. Found by {@link java.util.ServiceLoader}; a source
 * of migrations names it in their {@linkplain LibraryStep#script scripts}.
 *
 * @since 0.1
 */
public interface MigrationLibrary {

    /** The name by which scripts ask for it, without spaces. */
    String name();

    /** Whether a statement is about the library's own business, such as the table in which it keeps what it has applied, and so none of a migration. */
    boolean isOwn(String sql);

    /**
     * Do what a step says, on connections of the session and no others.
     *
     * @throws Exception if the library cannot; what it says is shown
     */
    void run(LibraryStep step, LibrarySession session) throws Exception;
}
