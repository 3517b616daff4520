package io.schemaproof.suites;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.named.QuerySet;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Says which queries the services that run send; what {@link QueryCompatibilityContract} and {@link PerformanceContract} have in common, so
 * that a class can be both.
 *
 * @since 0.1
 */
public interface ServiceQueries {

    /**
     * Return the queries; by default those of the folder that {@link Queries} names, else of
     * {@value io.schemaproof.configuration.ConfigurationParameters#QUERIES}.
     *
     * @throws MigrationException if there are none
     */
    default QuerySet queries(Configuration configuration) {
        return QuerySet.read(folder(getClass(), configuration)
                .orElseThrow(
                        () -> new MigrationException("Nobody says where the queries are: write @Queries(\"…\"), or set "
                                + ConfigurationParameters.QUERIES + ".")));
    }

    /** The folder that a class, or the configuration, names. */
    static Optional<Path> folder(Class<?> testClass, Configuration configuration) {
        for (@Nullable Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            Optional<Queries> queries = AnnotationSupport.findAnnotation(type, Queries.class);
            if (queries.isPresent()) {
                return Optional.of(Path.of(queries.get().value()));
            }
        }
        return configuration.get(ConfigurationParameters.QUERIES).map(Path::of);
    }
}
