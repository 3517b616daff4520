package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.upgrade.Upgrade;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that the whole history can be applied, version by version, from nothing and from dumps of what is deployed, and that each way ends in
 * the same schema. A new machine and an old one must not run the same release on two schemas.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationUpgradeTest implements UpgradeContract {
 *   @Override
 *   public Upgrade upgrade(Upgrade upgrade) {
 *     return upgrade.startingWith(StartingPoint.of(Path.of("db/release-1.sql")));
 *   }
 * }
 * }</pre>
 *
 * <p>There is a test for each way and version. After one that fails, the others are skipped. Where no dump is named, a test says so, and is
 * skipped.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface UpgradeContract {

    /**
     * Adapt the upgrade: name dumps, leave later versions out, or say what of the schemas is compared.
     *
     * @param upgrade from nothing, and from the dump that the class begins with, if any
     * @return the upgrade to make; by default the same
     */
    default Upgrade upgrade(Upgrade upgrade) {
        return upgrade;
    }

    /** Apply all ups on each way, and report each version as a test. */
    @TestFactory
    @DisplayName("the whole history can be applied, from nothing and from what is deployed, and ends in one schema")
    default Stream<DynamicNode> upgrades(MigrationSetup setup) {
        Narrowing narrowing = AnnotatedSuites.narrowing(this);
        return FirstShard.only(
                setup.configuration(),
                () -> UpgradeTests.of(
                        upgrade(UpgradeTests.narrowed(UpgradeTests.upgrade(setup), setup, narrowing)),
                        UpgradeTests.told(setup, narrowing)));
    }
}
