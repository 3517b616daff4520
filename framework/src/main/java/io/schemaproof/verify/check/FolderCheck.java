package io.schemaproof.verify.check;

import io.schemaproof.data.RowSource;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A check of a folder's migrations that comes after the round trip and adds to what that has found. */
public interface FolderCheck {

    /**
     * Run the check and put what it finds into the ledgers.
     *
     * @throws SQLException if the server is lost
     */
    void verify(CheckScope scope) throws SQLException;

    /**
     * The first parts of the ids of the rules by which it looks at every migration; none where it looks only now and then, such as at
     * repeatable ones, so that nobody can say that something was not found.
     */
    Set<String> families();

    /** The rows that it brings along, of which other checks may make use. */
    default Optional<RowSource> rows() {
        return Optional.empty();
    }

    /**
     * Whether it can look at migrations that are shell commands of a tool, which run as a whole and in sessions of their own. One that
     * looks at statements cannot.
     */
    default boolean runsCommands() {
        return false;
    }
}
