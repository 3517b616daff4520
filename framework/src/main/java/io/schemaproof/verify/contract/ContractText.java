package io.schemaproof.verify.contract;

import io.schemaproof.base.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Put the outcome of a contract into words, the same everywhere.
 *
 * @since 0.1
 */
public final class ContractText {

    private ContractText() {}

    /** Return all of it: what did not pass in full, what is violated first, and the sum. */
    public static String of(ContractReport report) {
        return Stream.of(
                        told(report, ContractVerdict.VIOLATED),
                        told(report, ContractVerdict.INCONCLUSIVE),
                        Stream.of(sum(report)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n\n"));
    }

    private static Stream<String> told(ContractReport report, ContractVerdict verdict) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .map(outcome -> verdict.word().toUpperCase(Locale.ROOT) + "  " + outcome.check() + "\n"
                        + outcome.message().indent(2).stripTrailing());
    }

    /**
     * Return one line such as {@code 12 checks of schema.yaml: 10 passed, 1 violated, 1 inconclusive; what is inconclusive has not
     * passed, in 0.8 s}.
     */
    public static String sum(ContractReport report) {
        List<String> words = new ArrayList<>();
        for (ContractVerdict verdict : ContractVerdict.values()) {
            Optional.of(report.count(verdict))
                    .filter(count -> count > 0)
                    .ifPresent(count -> words.add(count + " " + verdict.word()));
        }
        return Quantity.of(report.outcomes().size(), "check") + " of " + report.file() + ": "
                + (words.isEmpty() ? "nothing was checked, so nothing is shown" : String.join(", ", words))
                + (report.count(ContractVerdict.INCONCLUSIVE) > 0 ? "; what is inconclusive has not passed" : "")
                + String.format(Locale.ROOT, ", in %.1f s", report.time().toMillis() / 1e3);
    }
}
