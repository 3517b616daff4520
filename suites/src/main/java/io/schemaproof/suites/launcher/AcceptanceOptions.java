package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.acceptance.DownPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is known and let pass. */
final class AcceptanceOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "File with findings that are known: they are listed, and do not fail.")
    private @Nullable Path baseline;

    @Option(
            names = "--write-baseline",
            description =
                    "Write that file anew: what is found now is known from now on, and what is mended is taken out.")
    private boolean write;

    @Option(
            names = "--downs",
            paramLabel = "POLICY",
            description =
                    "Whether each migration needs a down: required (default), or optional for a project that only goes forward; those that"
                            + " are there are checked all the same.")
    private @Nullable String downs;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        if (write && baseline == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--write-baseline needs a file: --baseline FILE.");
        }
        Map<String, String> parameters = new HashMap<>();
        if (baseline != null) {
            parameters.put(ConfigurationParameters.FINDINGS_BASELINE, baseline.toString());
        }
        if (write) {
            parameters.put(ConfigurationParameters.FINDINGS_BASELINE_WRITE, "true");
        }
        if (downs != null) {
            parameters.put(ConfigurationParameters.DOWNS, downs);
            known(parameters);
        }
        return parameters;
    }

    /** Before anything runs. */
    private void known(Map<String, String> parameters) {
        try {
            DownPolicy.from(Configuration.of(parameters));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
