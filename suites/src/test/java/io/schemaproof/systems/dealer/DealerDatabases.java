package io.schemaproof.systems.dealer;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.dealer.DealerScript;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.util.Arrays;

/** Hand out databases of the versions that the plan names. */
final class DealerDatabases {

    private DealerDatabases() {}

    /** 49 tables. */
    static TestDatabase version10() {
        return after(DealerScript.INITIAL);
    }

    /** 53 tables. */
    static TestDatabase version11() {
        return after(DealerScript.INITIAL, DealerScript.ROLES);
    }

    /** 53 tables, with rows in those that the bays touch. */
    static TestDatabase version11WithRows() {
        return after(DealerScript.INITIAL, DealerScript.ROLES, DealerScript.ROWS);
    }

    /** 56 tables, migrated with rows in them. */
    static TestDatabase version12() {
        return after(DealerScript.INITIAL, DealerScript.ROLES, DealerScript.ROWS, DealerScript.BAYS);
    }

    /** 56 tables, and bays in use. */
    static TestDatabase version12InUse() {
        return after(
                DealerScript.INITIAL, DealerScript.ROLES, DealerScript.ROWS, DealerScript.BAYS, DealerScript.BAY_ROWS);
    }

    static void execute(TestDatabase database, String sql) {
        ScriptedDatabases.execute(database, sql);
    }

    private static TestDatabase after(DealerScript... scripts) {
        return ScriptedDatabases.after(
                ScriptedDatabases.server(),
                Arrays.stream(scripts).map(ScriptRuns::script).toList());
    }
}
