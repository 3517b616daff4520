package io.schemaproof.suites.launcher;

import io.schemaproof.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which findings count. */
final class FailOn {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "Exit with 1 from this severity on: error or warning. Default: ${DEFAULT-VALUE}.")
    private String failOn = "error";

    Severity threshold() {
        return switch (failOn) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default ->
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "Unknown severity '" + failOn + "' (--fail-on). There are: error and warning.");
        };
    }

    /** The words of those that count. */
    List<String> severities() {
        Severity threshold = threshold();
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(threshold) <= 0)
                .map(Severity::word)
                .toList();
    }
}
