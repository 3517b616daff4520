package io.schemaproof.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's own client programs at one place: {@code pg_dump} and {@code pg_restore}. They dump servers of their own major
 * version and older ones.
 *
 * @since 0.1
 */
public interface ClientPrograms {

    /** Where they are, as a message shows it, such as {@code /usr/lib/postgresql/17/bin}. */
    String place();

    /** Their version text, such as {@code 17.5}. */
    String version();

    /** PostgreSQL's major version. */
    default int majorVersion() {
        return MajorVersion.of(version());
    }

    /**
     * Run {@code pg_dump}.
     *
     * @param environment how to connect, as libpq's variables, so that no password is part of a command line
     * @param options neither connection nor file
     * @param target the file that is written, or the folder where the options ask for one
     * @throws DatabaseException with the program's words if it fails
     */
    void pgDump(Map<String, String> environment, List<String> options, Path target);

    /**
     * Run {@code pg_restore} without a server, so that it writes what it would do as a script for psql.
     *
     * @param archive a file or a folder that {@code pg_dump} has written in another format than plain
     * @throws DatabaseException with the program's words if it fails
     */
    void pgRestoreToScript(Path archive, Path target);
}
