package io.schemaproof.verify.result;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tell the reports on the class path what an assertion saw. Where there is none, nothing is gathered; where one cannot show it,
 * that is logged, and what the assertion says stays what it is.
 *
 * @since 0.1
 */
public final class AssertionListeners {

    private static final Logger LOG = LoggerFactory.getLogger(AssertionListeners.class);

    private AssertionListeners() {}

    /**
     * Tell all of them.
     *
     * @param asserted asked for only where somebody listens; may ask the database, and fail
     */
    public static void tell(Supplier<AssertedEvidence> asserted) {
        tell(asserted, AssertionListener::asserted);
    }

    /** Tell all of them that a test begins. */
    public static void began(Supplier<StartedTest> test) {
        tell(test, AssertionListener::began);
    }

    /** Have all of them rehearse. */
    public static void rehearse() {
        ServiceLoader.load(AssertionListener.class).forEach(AssertionListener::rehearse);
    }

    private static <T> void tell(Supplier<T> what, BiConsumer<AssertionListener, T> way) {
        try {
            List<AssertionListener> listeners = ServiceLoader.load(AssertionListener.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(AssertionListener::listens)
                    .toList();
            if (!listeners.isEmpty()) {
                T told = what.get();
                listeners.forEach(listener -> way.accept(listener, told));
            }
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            LOG.warn("What an assertion saw is not in the report: {}", e.toString());
        }
    }
}
