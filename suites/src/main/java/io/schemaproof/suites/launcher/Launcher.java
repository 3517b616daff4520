package io.schemaproof.suites.launcher;

import io.schemaproof.backup.BackupException;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.configuration.ConfigurationException;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Databases;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.ToolVersion;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command line of Schemaproof.
 *
 * @since 0.1
 */
@Command(
        name = "schemaproof",
        description =
                "Verify and audit PostgreSQL migrations on a real server, describe the schema they give, hold it against a contract, and"
                        + " compare it with another.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VerifyCommand.class,
            AuditCommand.class,
            DescribeCommand.class,
            ContractCommand.class,
            ConventionsCommand.class,
            DriftCommand.class,
            UpgradeCommand.class,
            ReportCommand.class,
            UnionCommand.class,
            LockCommand.class,
            InitCommand.class,
            StopCommand.class
        },
        footer = {"", "Exit codes: 0 passed, 1 findings, " + ExitCode.SHARED})
public final class Launcher {

    private static final String INTERRUPTED =
            "schemaproof: Interrupted before it was done, so nothing is known of what was to be"
                    + " verified. Servers and databases that were made for it are removed.";

    private Launcher() {}

    /** Run and end the JVM with the exit code. */
    public static void main(String... arguments) {
        boolean writesFile = arguments.length > 0 && arguments[0].equals("describe");
        PrintWriter err = writer(System.err);
        AtomicBoolean done = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!done.get()) {
                                err.println(INTERRUPTED);
                            }
                        },
                        "schemaproof-interrupted"));
        int code = run(writesFile ? file(System.out) : writer(System.out), err, arguments);
        if (writesFile) {
            code = written(code, System.out, err);
        }
        if (Databases.areEnding()) {
            // The JVM ends by itself, with the code of the signal; an exit from here would wait for that for ever.
            return;
        }
        done.set(true);
        System.exit(code);
    }

    /** A stream swallows what a full disk refuses, and a file of which the end is missing is a contract that demands less. */
    static int written(int code, PrintStream stream, PrintWriter err) {
        if (!stream.checkError()) {
            return code;
        }
        err.println(
                "schemaproof: What was to be written to the standard output did not all arrive there, as on a full disk: it is not"
                        + " whole. Mend that, or name a file with --output.");
        return ExitCode.USAGE;
    }

    /** Messages hold the user's own names, so they are written in the encoding that the terminal asks for. */
    private static PrintWriter writer(PrintStream stream) {
        Charset charset =
                Charset.forName(System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
        return new PrintWriter(new VisibleControls(new OutputStreamWriter(stream, charset)), true);
    }

    /** What describe writes is a file, also where the shell puts it there: YAML is UTF-8. */
    private static PrintWriter file(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Run and return the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Launcher())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(GivenValues::run)
                .setExecutionExceptionHandler((exception, command, parsed) -> explain(exception, err, arguments));
        IParameterExceptionHandler handler = commandLine.getParameterExceptionHandler();
        commandLine.setParameterExceptionHandler((exception, given) -> {
            // Whichever command refuses its arguments, it says so where the others speak.
            exception.getCommandLine().setErr(err);
            return handler.handleParseException(masked(exception, given), given);
        });
        if (arguments.length == 0) {
            commandLine.usage(err);
            return ExitCode.USAGE;
        }
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return Defect.tell(e, err, text -> masked(text, arguments));
        }
    }

    /** The exception, or one without the URLs among the arguments where its message quotes one. */
    private static ParameterException masked(ParameterException exception, String... arguments) {
        String message = String.valueOf(exception.getMessage());
        String safe = masked(message, arguments);
        return safe.equals(message) ? exception : new ParameterException(exception.getCommandLine(), safe);
    }

    private static String masked(String text, String... arguments) {
        String safe = text;
        for (String argument : arguments) {
            // Also behind the name of an option: --database=jdbc:….
            String url = argument.substring(argument.indexOf('=') + 1);
            for (String given : List.of(argument, url)) {
                if (JdbcUrl.isOne(given)) {
                    for (JdbcUrl there : JdbcUrl.several(given)) {
                        safe = there.withoutSecrets(safe.replace(there.text(), there.shown()));
                    }
                }
            }
        }
        return safe;
    }

    private static int explain(Exception exception, PrintWriter err, String... arguments) {
        int code = code(exception);
        if (Databases.areEnding()) {
            // The server was taken away because somebody has interrupted us, which is said already.
            return code;
        }
        if (code == ExitCode.DEFECT) {
            return Defect.tell(exception, err, text -> masked(text, arguments));
        }
        // Also where a folder or a file was asked for.
        err.println("schemaproof: " + masked(String.valueOf(exception.getMessage()), arguments));
        return code;
    }

    private static int code(Exception exception) {
        if (exception instanceof MigrationException
                || exception instanceof BackupException
                || exception instanceof ReportException
                || exception instanceof ConfigurationException
                || exception instanceof RowSourceException
                || exception instanceof UncheckedIOException) {
            return ExitCode.USAGE;
        }
        return exception instanceof DatabaseException || exception instanceof CatalogException
                ? ExitCode.NO_DATABASE
                : ExitCode.DEFECT;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"schemaproof " + ToolVersion.get()};
        }
    }
}
