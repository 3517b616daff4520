package io.schemaproof.verify.check;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.Place;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Makes the findings that say of which rows nothing is known. */
public final class UncheckedRows {

    private UncheckedRows() {}

    static Finding seedFails(FillMoment moment, RowSourceException cause) {
        return finding(
                DataRule.SEED_FAILS,
                Optional.empty(),
                new Place(cause.file(), cause.line()),
                "Rows could not be put in " + moment + ", so that less was checked than was meant:\n"
                        + cause.getMessage(),
                "Seeds meet the schema of their version: those of VERSION.sql the one before its up, those of "
                        + "VERSION.after.sql the one after it.",
                Map.of("moment", moment.toString()));
    }

    public static Finding notChecked(Migration migration, SQLException cause) {
        return finding(
                DataRule.NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "The check of the rows broke off, so nothing is known of them: " + ErrorMask.text(cause),
                "",
                Map.of());
    }
}
