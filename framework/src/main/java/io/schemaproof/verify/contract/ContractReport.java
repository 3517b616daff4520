package io.schemaproof.verify.contract;

import java.time.Duration;
import java.util.List;

/**
 * The outcome of holding a database against the contract of a file.
 *
 * @param tool this tool's version text
 * @param serverVersion PostgreSQL's version text
 * @param subject what was held against the contract, for people
 * @param file of the contract, as it was named
 * @param outcomes one for each part, in the order of the contract
 * @param time wall time of the checks
 * @since 0.1
 */
public record ContractReport(
        String tool, String serverVersion, String subject, String file, List<ContractOutcome> outcomes, Duration time) {

    public ContractReport {
        outcomes = List.copyOf(outcomes);
    }

    /** How many parts ended so. */
    public long count(ContractVerdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /** Whether every part passed, and there was one: what checked nothing shows nothing. */
    public boolean passed() {
        return !outcomes.isEmpty() && count(ContractVerdict.PASSED) == outcomes.size();
    }
}
