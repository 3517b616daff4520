package io.schemaproof.systems.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRows;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.data.rows.RowRequest;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.safety.LeftOver;
import io.schemaproof.suites.RoundTripContract;
import io.schemaproof.systems.SafetyClaims;
import io.schemaproof.verify.RoundTrip;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions 1.0, 1.1 and 1.2 there, back and there again, with rows in every table")
@SchemaTest(migrations = "classpath:io/schemaproof/fixtures/dealer/migrations")
class DealerRoundTripTest implements RoundTripContract {

    private static final int ROWS = 3;

    @Override
    public RoundTrip roundTrip(RoundTrip roundTrip) {
        return roundTrip.withRows(generated());
    }

    /** Of 1.0, in which nothing is anybody's traffic, the end is looked at alone. */
    @Test
    @DisplayName("What the safety gate says is explained in the fixture's page")
    void what_the_gate_says_is_explained(MigrationFolder migrations, ServerRequest server) {
        RoundTrip.of(migrations)
                .on(server)
                .from("1.1")
                .withSafety()
                .with(SafetyClaims.under("dealer: 1.1 and 1.2"))
                .evaluate();

        try (TestDatabase initial = DealerDatabases.version10()) {
            // Before PostgreSQL 15 everybody may create in the schema itself, from the beginning.
            assertThat(LeftOver.in(Schema.of(initial.dataSource()).catalog(), initial.dataSource())
                            .values())
                    .filteredOn(left -> !left.object().equals("public"))
                    .isEmpty();
        }
    }

    /** Every table that is there before an up gets rows. */
    private static RowSource generated() {
        return (connection, catalog, moment) -> {
            if (moment.phase() != FillMoment.Phase.BEFORE_UP || catalog.tables().isEmpty()) {
                return FillReport.NOTHING;
            }
            GeneratedRows rows = RowGenerator.fill(connection, catalog, RowRequest.of(ROWS));
            if (!rows.unfilled().isEmpty()) {
                throw new IllegalStateException(rows.describe());
            }
            return FillReport.of(rows.added());
        };
    }
}
