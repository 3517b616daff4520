package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies each migration twice in a row, as its tool sends it, and holds what happens against a policy. */
public final class Idempotency implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "idempotency";

    private final IdempotencyPolicy policy;

    public Idempotency(IdempotencyPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean runsCommands() {
        return true;
    }

    @Override
    public Set<String> families() {
        return policy == IdempotencyPolicy.OFF ? Set.of() : Set.of("idempotency");
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        MigrationRange range = scope.range();
        MigrationRange part = scope.part();
        int last = part.last();
        while (last >= part.first() && !concerns(scope.ledger(last).migration())) {
            last--;
        }
        if (last < part.first()) {
            return;
        }
        try (RowStage stage = scope.openStage()) {
            for (int index = 0; index <= last; index++) {
                if (!range.contains(index)) {
                    stage.advance(true);
                    continue;
                }
                MigrationLedger ledger = scope.ledger(index);
                if (ledger.upDidSomething()
                        && !ledger.sharedObjects()
                        && stage.filler().generates()) {
                    // Without made-up rows that it cannot stand: what it takes for granted of those another check
                    // tells.
                    UpOnRows.apply(scope, stage, index);
                }
                boolean whole = stage.advance(ledger.sharedObjects());
                if (part.contains(index) && ledger.upRan() && concerns(ledger.migration())) {
                    scope.finish(scope.begin(index, NAME), NAME, check(stage, ledger, whole), Map.of());
                } else {
                    ledger.isPassed();
                }
            }
        }
    }

    /** Whether anything is asked of a second run of this migration. */
    private boolean concerns(Migration migration) {
        IdempotencyDeclaration.Found found = IdempotencyDeclaration.in(migration.up());
        return policy != IdempotencyPolicy.OFF
                || migration.repeatable()
                || !found.invalid().isEmpty()
                || found.asked()
                        .filter(asked -> asked.policy() != IdempotencyPolicy.OFF)
                        .isPresent();
    }

    /** @param whole whether the first run succeeded on the stage */
    private List<Finding> check(RowStage stage, MigrationLedger ledger, boolean whole) throws SQLException {
        Migration migration = ledger.migration();
        IdempotencyDeclaration.Found found = IdempotencyDeclaration.in(migration.up());
        List<Finding> findings = new ArrayList<>(found.invalid());
        IdempotencyPolicy asked = asked(migration, found);
        if (asked == IdempotencyPolicy.OFF && policy == IdempotencyPolicy.OFF && !migration.repeatable()) {
            return findings;
        }
        boolean excepted = asked == IdempotencyPolicy.OFF && found.asked().isPresent();
        List<Finding> violations;
        try {
            violations = whole
                    ? violations(stage, ledger, excepted ? usual(migration) : asked)
                    : List.of(IdempotencyFindings.firstRunFails(migration));
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            violations = List.of(IdempotencyFindings.notChecked(migration, e));
        }
        if (excepted) {
            findings.add(
                    violations.isEmpty()
                            ? IdempotencyFindings.unused(found.asked().get())
                            : IdempotencyFindings.declared(found.asked().get(), violations));
        } else {
            findings.addAll(violations);
        }
        return findings;
    }

    private IdempotencyPolicy asked(Migration migration, IdempotencyDeclaration.Found found) {
        return found.asked().map(IdempotencyDeclaration::policy).orElseGet(() -> usual(migration));
    }

    /** The policy without a comment; a tool runs a repeatable migration again whenever its file changes. */
    private IdempotencyPolicy usual(Migration migration) {
        return migration.repeatable() ? IdempotencyPolicy.REQUIRED : policy;
    }

    private static List<Finding> violations(RowStage stage, MigrationLedger ledger, IdempotencyPolicy asked)
            throws SQLException {
        Migration migration = ledger.migration();
        // Of its schema and its errors the round trip has spoken, unless a down stood between the two ups, which its
        // tool does not run.
        boolean spoken = migration.repeatable()
                && migration
                        .down()
                        .filter(down -> !MigrationRunner.isEffectivelyEmpty(down))
                        .isEmpty();
        if (spoken && !ledger.reupRan()) {
            return List.of();
        }
        try (SecondRun second = SecondRun.of(stage, ledger)) {
            if (spoken) {
                return second.changedRows();
            }
            if (asked == IdempotencyPolicy.FORBIDDEN) {
                boolean nothing = MigrationRunner.isEffectivelyEmpty(migration.up());
                return second.succeeded() && !nothing ? List.of(second.passes()) : second.changes();
            }
            List<Finding> violations = new ArrayList<>(second.refusals());
            violations.addAll(second.changes());
            return violations;
        }
    }
}
