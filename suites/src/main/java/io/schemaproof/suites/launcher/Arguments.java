package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.database.JdbcUrl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads what several commands are given in the same form, and refuses what none of them can use. */
record Arguments(CommandSpec spec) {

    /** @param spec which picocli sets before the command is called */
    static Arguments of(@Nullable CommandSpec spec) {
        return new Arguments(Objects.requireNonNull(spec));
    }

    /** @param use what it cannot be else, such as {@code be described} */
    JdbcUrl database(String url, String use) {
        JdbcUrl database = new JdbcUrl(url);
        if (!database.isSupported()) {
            throw refused("Only a URL that begins with jdbc:postgresql: can " + use + ".");
        }
        return database;
    }

    /** A schema's name, given as in SQL, as it is stored. */
    String schema(String name) {
        try {
            return Names.column(name);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage() + " (--schema)");
        }
    }

    /** Exits with {@link ExitCode#USAGE}. */
    ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
