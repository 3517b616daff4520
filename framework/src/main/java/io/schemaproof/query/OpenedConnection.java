package io.schemaproof.query;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.security.CodeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Follow one connection from where it was opened to its end. */
final class OpenedConnection {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Connection connection;
    private final List<StackTraceElement> openedAt;
    private final Optional<StackTraceElement> ownCall;
    private volatile boolean closed;

    private OpenedConnection(Connection connection, List<StackFrame> frames) {
        this.connection = connection;
        this.openedAt = frames.stream().map(StackFrame::toStackTraceElement).toList();
        this.ownCall = frames.stream()
                .filter(frame -> isOfFolder(frame.getDeclaringClass()))
                .map(StackFrame::toStackTraceElement)
                .findFirst();
    }

    /** Follow a connection that the calling thread has just opened. */
    static OpenedConnection of(Connection connection) {
        return new OpenedConnection(
                connection,
                CALLERS.walk(frames -> frames.filter(frame -> isApplication(frame.getDeclaringClass()))
                        .toList()));
    }

    /** By the class loader, since the JDK's reflection stands between a proxy and what it calls. */
    private static boolean isApplication(Class<?> type) {
        boolean ours = type == OpenedConnection.class || type == CapturingProxy.class;
        return !ours
                && !Proxy.isProxyClass(type)
                && type.getClassLoader() != null
                && type.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }

    private static boolean isOfFolder(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null
                && source.getLocation() != null
                && source.getLocation().getPath().endsWith("/");
    }

    void close() {
        closed = true;
    }

    /** Also one that is closed behind our back: the server or its pool may have ended it. */
    boolean isClosed() {
        try {
            closed = closed || connection.isClosed();
        } catch (SQLException e) {
            throw new QueryException("A connection does not say whether it is closed: " + e.getMessage(), e);
        }
        return closed;
    }

    CapturedConnection captured() {
        return new CapturedConnection(openedAt, ownCall, isClosed());
    }
}
