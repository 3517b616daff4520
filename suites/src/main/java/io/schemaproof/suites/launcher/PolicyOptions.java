package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the checks that follow a project's policy. */
final class PolicyOptions {

    /** Their names, as {@code --checks} takes them. */
    static final List<String> CHECKS = List.of("idempotency", "partial", "determinism", "safety");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--idempotency",
            paramLabel = "POLICY",
            description =
                    "What must happen when a migration is applied a second time: required (it succeeds and changes nothing)"
                            + " or forbidden (it is refused). Asks for the check idempotency, whose default is required.")
    private @Nullable String idempotency;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        return idempotency == null ? Map.of() : Map.of(ConfigurationParameters.IDEMPOTENCY, idempotency);
    }

    /** Add the checks that are asked for. */
    RoundTrip addTo(RoundTrip roundTrip, List<String> checks, Configuration configuration) {
        IdempotencyPolicy policy = policy(configuration);
        boolean asked = policy == IdempotencyPolicy.OFF && checks.contains("idempotency");
        RoundTrip more = roundTrip.withIdempotency(asked ? IdempotencyPolicy.REQUIRED : policy);
        if (checks.contains("partial")) {
            more = more.withPartialFailure();
        }
        if (checks.contains("determinism")) {
            more = more.withDeterminism();
        }
        return checks.contains("safety") ? more.withSafety() : more;
    }

    private IdempotencyPolicy policy(Configuration configuration) {
        try {
            return IdempotencyPolicy.from(configuration);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
