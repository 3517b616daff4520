package io.schemaproof.suites;

import io.schemaproof.data.RowSource;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.RoundTrip;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that rows survive every migration: its up and its down run on tables full of rows, and afterwards the rows are what
 * they were.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationDataTest implements DataPreservationContract {
 *   @Override
 *   public RowSource rows(MigrationFolder migrations) {
 *     return SeedFolder.read(Path.of("src/test/resources/seeds"), migrations);
 *   }
 * }
 * }</pre>
 *
 * <p>Rows of your own may be left out: tables are filled with generated rows, as many as {@value
 * io.schemaproof.configuration.ConfigurationParameters#ROWS} says.
 *
 * <p>There is a test for each migration. It is skipped where the tables that the migration changes had no rows. What a
 * migration takes for granted of production's rows is a test of its own, which is skipped, since nobody here can tell.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface DataPreservationContract {

    /** Return rows of your own, which come before those that are generated; by default none. */
    default RowSource rows(MigrationFolder migrations) {
        return RowSource.NONE;
    }

    /**
     * Adapt the verification: make something beforehand, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with the rows
     * @return the round trip to run; by default the same
     */
    default RoundTrip dataPreservation(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Run the round trip with rows and report what became of them as tests. */
    @TestFactory
    @DisplayName("rows survive every migration")
    default Stream<DynamicNode> data_preservation(MigrationSetup setup) {
        RowSource own = rows(setup.folder());
        RowSource source = VerifiedTests.rows(setup).map(own::then).orElse(own);
        RoundTrip roundTrip = VerifiedTests.roundTrip(this, setup).withRows(source);
        return VerifiedTests.telling(
                this,
                Suite.DATA_PRESERVATION,
                setup,
                dataPreservation(roundTrip),
                FailedUp.toldBy((events, result) -> new RowTests(events).of(result), RowTests::isAboutRows));
    }
}
