package io.schemaproof.assertions;

import org.jooq.impl.DSL;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Initialises jOOQ's classes before any test does.
 *
 * <p>They refer to each other in a circle: two tests that are the first to use different ones at the same time meet a
 * class that is half initialised ("Type class java.lang.Object is not supported in dialect DEFAULT").
 */
public final class JooqInitialization implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        DSL.field("any");
    }
}
