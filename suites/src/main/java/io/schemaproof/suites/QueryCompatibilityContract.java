package io.schemaproof.suites;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves that the queries of the services that run now survive every migration: they are understood, return what they returned, write
 * what they wrote, and find their rows by an index as before.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * @Queries("db/queries")
 * class MigrationQueriesTest implements QueryCompatibilityContract {}
 * }</pre>
 *
 * <p>There is a test for each migration, which an error fails. It is skipped where nobody knows.
 *
 * @since 0.1
 */
public interface QueryCompatibilityContract {

    /**
     * Return the queries; by default those of the folder that {@link Queries} names, else of
     * {@value io.schemaproof.configuration.ConfigurationParameters#QUERIES}.
     *
     * @throws MigrationException if there are none
     */
    default QuerySet queries(Configuration configuration) {
        for (@Nullable Class<?> type = getClass(); type != null; type = type.getEnclosingClass()) {
            Queries queries = type.getAnnotation(Queries.class);
            if (queries != null) {
                return QuerySet.read(Path.of(queries.value()));
            }
        }
        return QuerySet.read(Path.of(configuration
                .get(ConfigurationParameters.QUERIES)
                .orElseThrow(
                        () -> new MigrationException("Nobody says where the queries are: write @Queries(\"…\"), or set "
                                + ConfigurationParameters.QUERIES + "."))));
    }

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip queryCompatibility(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Send the queries before and after every migration and report what becomes of them as tests. */
    @TestFactory
    @DisplayName("the queries of a running application survive every migration")
    default Stream<DynamicNode> compatible_migrations(
            MigrationFolder migrations, ServerRequest server, Configuration configuration) {
        RoundTrip roundTrip =
                RoundTrip.of(migrations).on(server).configuredBy(configuration).withQueries(queries(configuration));
        Verification verification = queryCompatibility(roundTrip).evaluate();
        PolicyTests tests = new PolicyTests(CheckEvents.of(migrations));
        return verification.migrations().stream().map(result -> tests.of("queries", result));
    }
}
