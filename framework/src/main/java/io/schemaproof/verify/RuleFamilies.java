package io.schemaproof.verify;

import io.schemaproof.verify.assumption.AssumptionCheck;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.policy.Determinism;
import io.schemaproof.verify.policy.HistoryOrder;
import io.schemaproof.verify.policy.PartialFailure;
import io.schemaproof.verify.rows.DataPreservation;
import io.schemaproof.verify.safety.Safety;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which rules have been looked at, by the first part of their ids. */
final class RuleFamilies {

    private RuleFamilies() {}

    /** Rules whose checks look only now and then, such as at repeatable migrations, are not among them. */
    static Set<String> of(List<FolderCheck> checks) {
        Set<String> families = new TreeSet<>(Set.of("roundtrip"));
        for (FolderCheck check : checks) {
            if (check instanceof Safety) {
                families.add("safety");
            } else if (check instanceof DataPreservation || check instanceof AssumptionCheck) {
                families.add("data");
            } else if (check instanceof PartialFailure) {
                families.add("partial");
            } else if (check instanceof HistoryOrder) {
                families.add("order");
            } else if (check instanceof Determinism) {
                families.add("determinism");
            }
        }
        return families;
    }
}
