package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.SchemaSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that a schema is the one that the migrations give: that of a database, which is only read, of a dump, or of other
 * migrations.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationDriftTest implements DriftContract {
 *   @Override
 *   public SchemaSource against() {
 *     return SchemaSource.of(StartingPoint.of(Path.of("db/schema.sql")));
 *   }
 * }
 * }</pre>
 *
 * <p>Each object that differs fails a test of its own, with what is missing, extra or different there; where none does, one
 * test passes.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface DriftContract {

    /** What the migrations are compared with. */
    SchemaSource against();

    /**
     * Adapt the comparison: choose schemas, say what is meant, or make something beforehand.
     *
     * @param drift the comparison of all migrations on the configured server
     * @return the comparison to make; by default the same
     */
    default Drift drift(Drift drift) {
        return drift;
    }

    /** Compare, and report each object that differs as a test. */
    @TestFactory
    @DisplayName("the schema is the one that the migrations give")
    default Stream<DynamicNode> drifts(MigrationSetup setup) {
        return FirstShard.only(
                setup.configuration(),
                () -> DriftTests.of(drift(
                        DriftTests.narrowed(DriftTests.drift(setup, against()), AnnotatedSuites.narrowing(this)))));
    }
}
