package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.database.JdbcUrl;
import java.util.List;
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
            throw refused("Only a URL that begins with jdbc:postgresql: can " + use + "."
                    + database.insteadOfLibpq()
                            .map(instead -> " Write " + instead + ", and keep the password in ~/.pgpass.")
                            .orElse(""));
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

    /**
     * The name of a schema that is there, given as in SQL.
     *
     * @param there the names that there are, quoted where they have to be, as the result is
     */
    String schema(String name, List<String> there) {
        String quoted = Names.quote(schema(name));
        if (!there.contains(quoted)) {
            String meant = Names.didYouMean(name, there);
            throw refused("There is no schema " + name + " (--schema)"
                    + (meant.isEmpty() ? ". There are: " + String.join(", ", there) + "." : ", " + meant));
        }
        return quoted;
    }

    /** Exits with {@link ExitCode#USAGE}. */
    ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
