package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves all that suites can prove of a folder of migrations, with defaults that need nothing. Who forgets a suite is not told of what it would
 * have found.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationsTest implements MigrationSuite {}
 * }</pre>
 *
 * <p>There is a container for each {@link Suite}. Annotations choose and narrow them: {@link VerifySafety} and its like, and {@link Only}. A
 * suite that lacks something, such as the queries of services, has a test that says so and is skipped. Suites that are narrowed to the same
 * versions share one verification.
 *
 * @since 0.1
 */
public interface MigrationSuite {

    /**
     * Adapt the choice of suites.
     *
     * @param suites what the annotations of the class ask for, else {@link Suite#usual()}
     * @return the suites to run; by default the same
     */
    default Suites suites(Suites suites) {
        return suites;
    }

    /** Run all suites. */
    @TestFactory
    @DisplayName("migrations keep what all suites ask of them")
    default Stream<DynamicNode> migrations(MigrationSetup setup) {
        SuiteRun run = suites(Suites.of(getClass())).on(setup);
        return run.containers().onClose(run::close);
    }
}
