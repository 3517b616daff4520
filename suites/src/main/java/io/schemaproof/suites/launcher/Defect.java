package io.schemaproof.suites.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Tells of what nobody has foreseen. It is no finding: what was to be verified is neither passed nor failed. */
final class Defect {

    private Defect() {}

    /**
     * Say it, and put the stack trace into a file that its owner alone can read.
     *
     * @param mask takes passwords out
     * @return the exit code
     */
    static int tell(Throwable thrown, PrintWriter err, UnaryOperator<String> mask) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        String safe = mask.apply(trace.toString());
        err.println("schemaproof: This is a defect of Schemaproof, and says nothing of what was to be verified.");
        err.println("  " + safe.lines().findFirst().orElse(""));
        try {
            Path file = Files.createTempFile("schemaproof-defect-", ".txt");
            Files.writeString(file, safe);
            err.println("  Please report it, with the stack trace in " + file);
        } catch (IOException e) {
            err.println("  Please report it, with this stack trace:");
            err.print(safe);
            err.flush();
        }
        return ExitCode.DEFECT;
    }
}
