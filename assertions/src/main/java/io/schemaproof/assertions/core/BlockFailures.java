package io.schemaproof.assertions.core;

import java.util.List;
import org.assertj.core.error.AssertJMultipleFailuresError;

/** The failures of one block, told as AssertJ tells those of soft assertions, but from the first line on: tools show that one. */
final class BlockFailures extends AssertJMultipleFailuresError {

    private static final long serialVersionUID = 1;

    BlockFailures(String heading, List<? extends Throwable> failures) {
        super(heading, failures);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage()).strip();
    }
}
