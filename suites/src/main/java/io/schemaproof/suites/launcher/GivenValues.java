package io.schemaproof.suites.launcher;

import io.schemaproof.database.JdbcUrl;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Refuses values that are none, whichever option they are given to. */
final class GivenValues {

    private GivenValues() {}

    /**
     * Look at what stands on the command line, of subcommands too.
     *
     * @throws ParameterException if a value is empty, as a variable is that nobody has set and with which the option would be
     *     left out in silence, or names a database where a folder or a file is asked for
     */
    static void check(ParseResult given) {
        for (ArgSpec argument : given.matchedArgs()) {
            for (String value : argument.originalStringValues()) {
                refusal(argument, value).ifPresent(message -> {
                    throw new ParameterException(given.commandSpec().commandLine(), message);
                });
            }
        }
        given.subcommands().forEach(GivenValues::check);
    }

    private static Optional<String> refusal(ArgSpec argument, String value) {
        if (value.isBlank()) {
            return Optional.of("The value of " + name(argument) + " is empty."
                    + (argument.isOption() ? " Leave the option out, or say what it is." : " Say what it is."));
        }
        if (argument.typeInfo().getType() == Path.class && JdbcUrl.isOne(value)) {
            return Optional.of(name(argument) + " takes a folder or a file, and " + new JdbcUrl(value).shown()
                    + " is a database. One is read by describe, conventions, contract --against, drift --against and --start;"
                    + " --database names the server on which migrations are verified.");
        }
        return Optional.empty();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Run the command that was asked for, once its values are looked at. */
    static int run(ParseResult given) {
        check(given);
        return new CommandLine.RunLast().execute(given);
    }
}
