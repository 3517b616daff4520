package io.schemaproof.query;

import java.util.List;
import java.util.Optional;

/**
 * A connection that an application took from {@link CapturedQueries#dataSource()}.
 *
 * @param openedAt who asked for it, the innermost call first; without the JDK's frames and those of this package
 * @param ownCall the first of them whose class does not come from a jar but from a folder, as a project's own do; empty if
 *     there is none
 * @param closed whether it has been closed, or given back to its pool, by now
 * @since 0.1
 */
public record CapturedConnection(
        List<StackTraceElement> openedAt, Optional<StackTraceElement> ownCall, boolean closed) {

    public CapturedConnection {
        openedAt = List.copyOf(openedAt);
    }
}
