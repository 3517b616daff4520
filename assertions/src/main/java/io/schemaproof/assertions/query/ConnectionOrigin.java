package io.schemaproof.assertions.query;

import io.schemaproof.query.CapturedConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Say where a connection was opened. */
final class ConnectionOrigin {

    private static final int SHOWN = 3;

    private ConnectionOrigin() {}

    /** The call of the project's own code first, then those nearest to the connection, which may be a library's. */
    static String of(CapturedConnection connection) {
        List<StackTraceElement> calls = connection.openedAt();
        Optional<StackTraceElement> own =
                connection.ownCall().or(() -> calls.stream().findFirst());
        String through = calls.stream()
                .takeWhile(call -> own.filter(call::equals).isEmpty())
                .limit(SHOWN)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n  through "));
        return "open since " + own.map(StackTraceElement::toString).orElse("nobody knows where")
                + (through.isEmpty() ? "" : "\n  through " + through);
    }
}
