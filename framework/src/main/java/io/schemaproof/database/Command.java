package io.schemaproof.database;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Run a program to its end.
 *
 * @since 0.1
 */
public final class Command {

    /**
     * What came of it.
     *
     * @param status the exit code
     * @param output what it said, output and errors together
     */
    public record Outcome(int status, String output) {

        public boolean succeeded() {
            return status == 0;
        }
    }

    /** Says that a program took too long. */
    public static final class OverdueException extends DatabaseException {

        private static final long serialVersionUID = 1;

        private final String output;

        private OverdueException(String message, String output) {
            super(message + output);
            this.output = output;
        }

        /** What it had said. */
        public String output() {
            return output;
        }
    }

    /** What a JVM that is asked to end would leave behind; its own programs are what it cleans up with. */
    private static final Set<Process> TOOLS = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> TOOLS.forEach(Command::end), "schemaproof-commands-end"));
        } catch (IllegalStateException e) {
            // The JVM ends already, and this is first needed to clean up: no tool is started any more.
        }
    }

    private Command() {}

    /**
     * Run with the environment of this JVM and wait.
     *
     * @throws IOException if there is no such program
     * @throws DatabaseException if it takes longer than the given time
     */
    public static Outcome run(List<String> command, Duration patience) throws IOException {
        return run(command, patience, builder -> {});
    }

    /**
     * Run and wait.
     *
     * @param setting sets the environment and what else is not as usual
     * @throws IOException if there is no such program
     * @throws DatabaseException if it takes longer than the given time
     */
    public static Outcome run(List<String> command, Duration patience, Consumer<ProcessBuilder> setting)
            throws IOException {
        return outcome(command, patience, start(command, setting));
    }

    /**
     * Run somebody else's tool and wait, as {@link #run(List, Duration, Consumer)} does; it is ended with this JVM, too, also where that is killed.
     *
     * @throws IOException if there is no such program
     * @throws DatabaseException if it takes longer than the given time
     */
    public static Outcome runTool(List<String> command, Duration patience, Consumer<ProcessBuilder> setting)
            throws IOException {
        Process process = ToolShell.isThere()
                ? start(
                        ToolShell.around(command),
                        setting.andThen(builder -> builder.redirectInput(ProcessBuilder.Redirect.PIPE)))
                : start(command, setting);
        TOOLS.add(process);
        return outcome(command, patience, process);
    }

    private static Process start(List<String> command, Consumer<ProcessBuilder> setting) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()));
        setting.accept(builder);
        return builder.start();
    }

    private static Outcome outcome(List<String> command, Duration patience, Process process) throws IOException {
        Output output = Output.of(process);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new OverdueException(
                        String.join(" ", command) + " did not end within " + patience.toSeconds() + " s. It said: ",
                        output.text());
            }
            return new Outcome(process.exitValue(), output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(String.join(" ", command) + " was interrupted", e);
        } finally {
            end(process);
            TOOLS.remove(process);
        }
    }

    /** End it with all that it has started; those that lose their parent meanwhile are found by the handles taken before. */
    private static void end(Process process) {
        if (TOOLS.contains(process) && process.isAlive()) {
            ToolShell.end(process);
        }
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        for (ProcessHandle one : started) {
            one.descendants().forEach(ProcessHandle::destroyForcibly);
            one.destroyForcibly();
        }
    }

    /** What a program says, read beside it: a file would stay behind when the JVM is killed. */
    private static final class Output {

        /** A child that outlives the program keeps the pipe open; nobody waits for it longer than this. */
        private static final long LAST_WORDS_MILLIS = 500;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;

        private Output(InputStream in) {
            reader = new Thread(() -> copy(in), "schemaproof-command-output");
            reader.setDaemon(true);
        }

        static Output of(Process process) {
            Output output = new Output(process.getInputStream());
            output.reader.start();
            return output;
        }

        private void copy(InputStream in) {
            try {
                in.transferTo(bytes);
            } catch (IOException e) {
                // The program is gone, and with it what it had left to say.
                Thread.currentThread().interrupt();
            }
        }

        String text() throws InterruptedException {
            reader.join(LAST_WORDS_MILLIS);
            return bytes.toString(Charset.defaultCharset()).strip();
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
