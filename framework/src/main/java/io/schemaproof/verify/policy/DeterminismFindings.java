package io.schemaproof.verify.policy;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the findings about migrations that give something else elsewhere. */
final class DeterminismFindings {

    private DeterminismFindings() {}

    static Finding differs(Migration migration, SchemaDeviation deviation, Surrounding cause) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("attribute", deviation.attribute());
        facts.put("here", deviation.here().orElse(""));
        facts.put("elsewhere", deviation.elsewhere().orElse(""));
        facts.put("follows", cause.word());
        boolean isOfRows = deviation.isOfRows();
        return finding(
                isOfRows ? PolicyRule.DETERMINISM_ROWS : PolicyRule.DETERMINISM_SCHEMA,
                Optional.of(deviation.object().identity()),
                Place.mentioned(migration.up(), deviation.object()).orElseGet(() -> Place.of(migration.up())),
                "Applied elsewhere, the " + deviation.attribute() + " of " + deviation.object()
                        + (isOfRows && !deviation.attribute().equals(RowDeviations.COUNT)
                                ? " are others"
                                : " is another")
                        + (deviation.here().isEmpty() && deviation.elsewhere().isEmpty()
                                ? "."
                                : ":\n  here       " + deviation.here().orElse("(none)")
                                        + "\n  elsewhere  "
                                        + deviation.elsewhere().orElse("(none)"))
                        + "\nIt follows " + cause.words()
                        + ".\nSo no two databases are equal, and what passes on one need not on the other.",
                cause.remedy(),
                facts);
    }

    static Finding upFails(MigrationRun run, Surrounding cause) {
        StatementOutcome outcome = run.firstError().orElseThrow();
        StatementError error = outcome.error().orElseThrow();
        Map<String, String> facts = new LinkedHashMap<>(ErrorFacts.of(outcome));
        facts.put("follows", cause.word());
        return finding(
                PolicyRule.DETERMINISM_UP_FAILS,
                Optional.empty(),
                new Place(error.file(), error.line()),
                "The up passes here and fails elsewhere: " + StatementErrors.format(outcome, run.script())
                        + "\nIt follows " + cause.words() + ".\nElsewhere: user " + Surroundings.ROLE + ", time zone "
                        + Surroundings.TIME_ZONE + ", DateStyle 'ISO, DMY'. A server in production may be set up so.",
                cause.remedy(),
                facts);
    }

    static Finding needsSuperuser(Migration migration, StatementOutcome outcome) {
        StatementError error = outcome.error().orElseThrow();
        return finding(
                PolicyRule.DETERMINISM_NEEDS_SUPERUSER,
                Optional.empty(),
                new Place(error.file(), error.line()),
                "The up passes as a superuser, and fails as the owner of the database who is none: "
                        + StatementErrors.format(outcome, migration.up())
                        + "\nManaged services give nobody a superuser, and elsewhere it takes one who deploys.",
                "Where deployments are no superuser's: have this done once, ahead, by who may, or do without it.",
                ErrorFacts.of(outcome));
    }

    static Finding notChecked(Migration migration, String cause) {
        return finding(
                PolicyRule.DETERMINISM_NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "Nobody knows whether it gives the same elsewhere: " + cause,
                "",
                Map.of());
    }
}
