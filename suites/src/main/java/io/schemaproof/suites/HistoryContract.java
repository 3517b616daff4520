package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.History;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that no migration that others may have applied is edited or gone, that new ones come behind, and that no number is left out. What is
 * applied elsewhere cannot be changed by a file any more: its tool refuses it, or that schema is another for ever.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationHistoryTest implements HistoryContract {
 *   @Override
 *   public History history(History history) {
 *     return history.since("origin/main");
 *   }
 * }
 * }</pre>
 *
 * <p>There is a test for each migration but the repeatable ones, which fails on a warning too. A version that is there twice, or a down
 * without its up, keeps the folder from being read at all. Where neither git nor {@code schemaproof.lock} says what was applied, a test says so, and is skipped; so is one that
 * names SQL files which no tool runs. No server is started.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface HistoryContract {

    /**
     * Adapt the check: say what was applied, demand that all of it is recorded, or leave versions out.
     *
     * @param history the history of all migrations, compared with {@code schemaproof.lock} where there is one
     * @return the check to make; by default the same
     */
    default History history(History history) {
        return history;
    }

    /** Compare, and report what is to be said of each migration as a test. */
    @TestFactory
    @DisplayName("no applied migration is edited or gone, and new ones come behind")
    default Stream<DynamicNode> histories(MigrationSetup setup) {
        Narrowing narrowing = AnnotatedSuites.narrowing(this);
        return FirstShard.only(
                setup.configuration(),
                () -> narrowing.leaves(Suite.HISTORY)
                        ? HistoryTests.of(
                                history(HistoryTests.history(setup, narrowing)), narrowing.findings(Suite.HISTORY))
                        : Stream.of(NotRun.withoutRules(narrowing)));
    }
}
