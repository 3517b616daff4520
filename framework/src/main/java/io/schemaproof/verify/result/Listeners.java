package io.schemaproof.verify.result;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.shard.ShardPart;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds listeners and speaks to several as to one. */
public final class Listeners {

    private Listeners() {}

    /** Return the listeners that jars on the class path offer; new ones at each call, since a listener keeps state. */
    public static List<VerificationListener> onClassPath() {
        List<VerificationListener> found = new ArrayList<>();
        ServiceLoader.load(VerificationListener.class).forEach(found::add);
        return List.copyOf(found);
    }

    public static VerificationListener all(List<VerificationListener> listeners) {
        return new VerificationListener() {
            private @Nullable RuntimeException failure;

            @Override
            public void started(MigrationFolder folder, Configuration configuration) {
                each(listener -> listener.started(folder, configuration));
            }

            @Override
            public void beginsWith(String words) {
                each(listener -> listener.beginsWith(words));
            }

            @Override
            public void divided(ShardPart part) {
                each(listener -> listener.divided(part));
            }

            @Override
            public void migrationStarted(Migration migration) {
                each(listener -> listener.migrationStarted(migration));
            }

            @Override
            public void checkStarted(Migration migration, String check) {
                each(listener -> listener.checkStarted(migration, check));
            }

            @Override
            public void checkFinished(CheckResult result) {
                each(listener -> listener.checkFinished(result));
            }

            @Override
            public void checkShown(CheckResult result, Verification of) {
                each(listener -> listener.checkShown(result, of));
            }

            @Override
            public void migrationFinished(MigrationResult result) {
                each(listener -> listener.migrationFinished(result));
            }

            @Override
            public void brokeOff(RuntimeException broken, Evidence log) {
                each(listener -> listener.brokeOff(broken, log));
                if (failure != null) {
                    broken.addSuppressed(failure);
                }
            }

            @Override
            public void finished(Verification verification) {
                each(listener -> listener.finished(verification));
                if (failure != null) {
                    throw failure;
                }
            }

            /** A report that cannot be written must keep nobody from the verdicts: it is thrown when all is said. */
            private void each(Consumer<VerificationListener> event) {
                for (VerificationListener listener : listeners) {
                    try {
                        event.accept(listener);
                    } catch (RuntimeException e) {
                        if (failure == null) {
                            failure = e;
                        } else if (failure != e) {
                            failure.addSuppressed(e);
                        }
                    }
                }
            }
        };
    }
}
