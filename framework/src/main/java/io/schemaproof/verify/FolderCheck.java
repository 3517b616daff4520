package io.schemaproof.verify;

import java.sql.SQLException;

/** A check of a folder's migrations that comes after the round trip and adds to what that has found. */
interface FolderCheck {

    /**
     * Run the check and put what it finds into the ledgers.
     *
     * @throws SQLException if the server is lost
     */
    void verify(CheckScope scope) throws SQLException;
}
