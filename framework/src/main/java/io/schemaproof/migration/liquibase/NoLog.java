package io.schemaproof.migration.liquibase;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;

/** Keeps what Liquibase logs from the screen: what it says of a changeset is in the report. */
final class NoLog extends AbstractLogService {

    private static final Logger NONE = new AbstractLogger() {
        @Override
        public void log(Level level, @Nullable String message, @Nullable Throwable e) {}
    };

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes") // Liquibase's own signature
    public Logger getLog(Class type) {
        return NONE;
    }
}
