package io.schemaproof.verify;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import java.sql.Connection;

/** Adds nothing to the rows that are there from the beginning. */
final class NoMoreRows implements RowSource {

    @Override
    public FillReport fill(Connection connection, Catalog catalog, FillMoment moment) {
        return FillReport.NOTHING;
    }

    @Override
    public boolean mayFill(FillMoment moment) {
        return false;
    }
}
