package io.schemaproof.suites.engine;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.junit.MigrationSetups;
import io.schemaproof.suites.SelectMigrations;
import io.schemaproof.suites.SuiteRun;
import io.schemaproof.suites.Suites;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * What the tests of a run share, and below a class also those of the class.
 *
 * @param setups keep jars open
 * @param parameters of the platform, the system and the environment
 * @param run the suites of the class
 */
record EngineContext(MigrationSetups setups, Configuration parameters, Optional<SuiteRun> run)
        implements EngineExecutionContext {

    static EngineContext of(org.junit.platform.engine.ConfigurationParameters platform) {
        Configuration parameters = key -> platform.get(key).filter(value -> !value.isBlank());
        return new EngineContext(new MigrationSetups(), parameters.orElse(Configuration.ofSystem()), Optional.empty());
    }

    /** The same with the suites that a class asks for. */
    EngineContext of(Class<?> testClass) {
        SelectMigrations selected = AnnotationSupport.findAnnotation(testClass, SelectMigrations.class)
                .orElseThrow(() -> inVain(testClass));
        return new EngineContext(
                setups, parameters, Optional.of(Suites.of(testClass).on(setups.read(values(selected), parameters))));
    }

    private static IllegalStateException inVain(Class<?> testClass) {
        return new IllegalStateException(String.join(", ", Suites.askedInVain(testClass)) + " on "
                + testClass.getSimpleName() + " is read by nobody, so that nothing of it would be checked. Write"
                + " @SelectMigrations(\"…\") beside it, or implement MigrationSuite.");
    }

    private static Configuration values(SelectMigrations annotation) {
        return Configuration.of(Map.of(
                ConfigurationParameters.MIGRATIONS, annotation.value(),
                ConfigurationParameters.MIGRATIONS_FORMAT, annotation.format(),
                ConfigurationParameters.DATABASE_VERSION,
                        annotation.version() == 0 ? "" : String.valueOf(annotation.version()),
                ConfigurationParameters.BEFORE, annotation.before(),
                ConfigurationParameters.START, annotation.start(),
                ConfigurationParameters.SEED, annotation.seed()));
    }

    /** Give back what the run has kept. */
    void close() throws IOException {
        setups.close();
    }
}
