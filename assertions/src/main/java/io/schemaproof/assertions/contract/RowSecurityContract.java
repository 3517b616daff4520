package io.schemaproof.assertions.contract;

import java.util.List;

/**
 * That row level security is on, and how.
 *
 * @param isForced whether it holds for the owner too
 * @since 0.1
 */
public record RowSecurityContract(boolean isForced, List<PolicyContract> policies) {

    public RowSecurityContract {
        policies = List.copyOf(policies);
    }

    /** For everybody but the owner. */
    public static RowSecurityContract enabled(PolicyContract... policies) {
        return new RowSecurityContract(false, List.of(policies));
    }

    /** For the owner too. */
    public static RowSecurityContract forced(PolicyContract... policies) {
        return new RowSecurityContract(true, List.of(policies));
    }
}
