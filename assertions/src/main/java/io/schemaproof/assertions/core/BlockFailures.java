package io.schemaproof.assertions.core;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.opentest4j.AssertionFailedError;

/** The failures of one block, told as AssertJ tells those of soft assertions, but from the first line on: tools show that one. */
final class BlockFailures extends AssertJMultipleFailuresError {

    private static final long serialVersionUID = 1;

    private final String lastLine;

    private BlockFailures(String heading, List<? extends Throwable> failures, String lastLine) {
        super(heading, failures);
        this.lastLine = lastLine;
    }

    /** Put failures together, and say once in the end what all of ours end with. */
    static BlockFailures of(String heading, List<AssertionError> failures, String databaseLine) {
        String end = "\n  " + databaseLine;
        List<AssertionError> shorter = new ArrayList<>();
        boolean found = false;
        for (AssertionError failure : failures) {
            boolean ends = !databaseLine.isEmpty()
                    && failure instanceof AssertionFailedError
                    && String.valueOf(failure.getMessage()).endsWith(end);
            found |= ends;
            shorter.add(ends ? without(end, (AssertionFailedError) failure) : failure);
        }
        return new BlockFailures(heading, shorter, found ? end : "");
    }

    private static AssertionFailedError without(String end, AssertionFailedError failure) {
        String message = String.valueOf(failure.getMessage());
        String shorter = message.substring(0, message.length() - end.length());
        AssertionFailedError same = MissingObjectError.like(failure, shorter);
        same.setStackTrace(failure.getStackTrace());
        return same;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage()).strip() + lastLine;
    }
}
