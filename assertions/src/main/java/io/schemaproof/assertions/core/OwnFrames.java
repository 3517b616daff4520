package io.schemaproof.assertions.core;

import java.security.CodeSource;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.internal.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Hide the assertions' own frames, as AssertJ hides its own, so that a failure's trace begins with the line of the test.
 * AssertJ's switch for its frames shows these too: {@code Assertions.setRemoveAssertJRelatedElementsFromStackTrace(false)}.
 */
final class OwnFrames {

    private static final @Nullable CodeSource OURS = source(OwnFrames.class);

    private OwnFrames() {}

    static <T extends Throwable> T hiddenFrom(T error) {
        if (Failures.instance().isRemoveAssertJRelatedElementsFromStackTrace()) {
            error.setStackTrace(Arrays.stream(error.getStackTrace())
                    .filter(frame -> !isOurs(frame.getClassName()))
                    .dropWhile(frame -> "java.base".equals(frame.getModuleName()))
                    .toArray(StackTraceElement[]::new));
        }
        return error;
    }

    /** By the jar and not by the package: a test of the user's may have a package of the same name. */
    private static boolean isOurs(String name) {
        if (!name.startsWith("io.schemaproof.assertions.")) {
            return false;
        }
        try {
            return Objects.equals(OURS, source(Class.forName(name, false, OwnFrames.class.getClassLoader())));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable CodeSource source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }
}
