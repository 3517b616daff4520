package io.schemaproof.verify.roundtrip;

import io.schemaproof.migration.Migration;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.VerificationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what is said of steps until all before them are through: listeners hear of one migration after the other, on one thread. */
final class ToldLater implements VerificationListener {

    private final List<Consumer<VerificationListener>> said = new ArrayList<>();

    @Override
    public void migrationStarted(Migration migration) {
        said.add(listener -> listener.migrationStarted(migration));
    }

    @Override
    public void checkStarted(Migration migration, String check) {
        said.add(listener -> listener.checkStarted(migration, check));
    }

    @Override
    public void checkFinished(CheckResult result) {
        said.add(listener -> listener.checkFinished(result));
    }

    void tell(VerificationListener listener) {
        said.forEach(event -> event.accept(listener));
    }
}
