package io.schemaproof.verify.compatibility;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.query.named.NamedQuery;

/**
 * The script behind which queries are sent again, and how messages speak of it.
 *
 * @param down whether it takes the migration back
 */
record JudgedScript(Script script, boolean down) {

    static JudgedScript up(Migration migration) {
        return new JudgedScript(migration.up(), false);
    }

    /** @param migration one that has a down */
    static JudgedScript down(Migration migration) {
        return new JudgedScript(migration.down().orElseThrow(), true);
    }

    String after() {
        return down ? "after the down of this migration" : "after this migration";
    }

    String eachRequest() {
        return down
                ? "Whoever takes this migration back lets the application of before run on what is left: each time it is sent it"
                        + " fails."
                : "The application that runs now sends it until its last server is replaced: each time it fails from the commit"
                        + " on.";
    }

    /** @param ofUp what to write where it is the up */
    String remedy(NamedQuery query, String ofUp) {
        return down
                ? "Let the down bring back what was there: what differs, roundtrip.* tells of this migration. Where it cannot,"
                        + " as with the order of columns, let " + query.service() + " name what it means."
                : ofUp;
    }
}
