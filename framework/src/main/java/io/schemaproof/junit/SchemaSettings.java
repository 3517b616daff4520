package io.schemaproof.junit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationException;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.source.MigrationReader;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a test class asks for: its {@link SchemaTest}, and for what that leaves out the configuration parameters of JUnit,
 * the system and the environment, in this order.
 *
 * @param configuration the parameters alone
 * @param migrations location of the folder; empty where nobody named one
 * @param format convention of the migrations
 * @param server the server that is wanted
 * @param before location of the script that runs first
 * @param start location of the dump to begin with
 * @param seed location of the folder with rows
 * @param keep whether the database of a failed test is kept
 * @param mutation SQL that changes each database after it was cloned
 */
record SchemaSettings(
        Configuration configuration,
        Optional<String> migrations,
        String format,
        ServerRequest server,
        Optional<String> before,
        Optional<String> start,
        Optional<String> seed,
        boolean keep,
        Optional<String> mutation) {

    static SchemaSettings of(ExtensionContext context) {
        Configuration junit = key -> context.getConfigurationParameter(key).filter(value -> !value.isBlank());
        Configuration parameters = junit.orElse(Configuration.ofSystem());
        return of(
                annotation(context.getTestClass().orElse(null))
                        .map(SchemaSettings::values)
                        .orElseGet(() -> Configuration.of(Map.of())),
                parameters);
    }

    /** What values say, and parameters where those say nothing. */
    static SchemaSettings of(Configuration values, Configuration parameters) {
        Configuration all = values.orElse(parameters);
        return new SchemaSettings(
                parameters,
                all.get(ConfigurationParameters.MIGRATIONS),
                all.get(ConfigurationParameters.MIGRATIONS_FORMAT).orElse(MigrationReader.AUTO),
                ServerRequest.from(all),
                all.get(ConfigurationParameters.BEFORE),
                all.get(ConfigurationParameters.START),
                all.get(ConfigurationParameters.SEED),
                keep(all),
                all.get(ConfigurationParameters.MUTATION));
    }

    private static Optional<SchemaTest> annotation(@Nullable Class<?> testClass) {
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            Optional<SchemaTest> found = AnnotationSupport.findAnnotation(type, SchemaTest.class);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Configuration values(SchemaTest annotation) {
        return Configuration.of(Map.of(
                ConfigurationParameters.MIGRATIONS, annotation.migrations(),
                ConfigurationParameters.MIGRATIONS_FORMAT, annotation.format(),
                ConfigurationParameters.DATABASE_VERSION,
                        annotation.version() == 0 ? "" : String.valueOf(annotation.version()),
                ConfigurationParameters.BEFORE, annotation.before(),
                ConfigurationParameters.START, annotation.start(),
                ConfigurationParameters.SEED, annotation.seed()));
    }

    private static boolean keep(Configuration configuration) {
        try {
            return configuration.isOn(ConfigurationParameters.KEEP);
        } catch (ConfigurationException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }
}
