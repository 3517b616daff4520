package io.schemaproof.systems.dealer;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRows;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.data.rows.RowRequest;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.suites.RoundTripContract;
import io.schemaproof.verify.RoundTrip;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Versions 1.0, 1.1 and 1.2 there, back and there again, with rows in every table")
@SchemaTest(migrations = "classpath:io/schemaproof/fixtures/dealer/migrations")
class DealerRoundTripTest implements RoundTripContract {

    private static final int ROWS = 3;

    @Override
    public RoundTrip roundTrip(RoundTrip roundTrip) {
        return roundTrip.withRows(generated());
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
