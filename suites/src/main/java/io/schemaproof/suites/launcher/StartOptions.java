package io.schemaproof.suites.launcher;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.verify.RoundTrip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the databases hold before the first migration that is checked. */
final class StartOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--start",
            paramLabel = "DUMP|JDBC-URL",
            description =
                    "Begin with what a dump of pg_dump holds, of any format, or with what a database does, which is only"
                            + " read: jdbc:postgresql://HOST/DATABASE?user=NAME; its password is best kept in ~/.pgpass."
                            + " Migrations that it holds are not applied; the table of their tool says which, else --from.")
    private @Nullable String start;

    boolean isGiven() {
        return source().isPresent();
    }

    /**
     * Begin with it.
     *
     * @param checks of which the check of data goes without seeds where its rows are here
     * @param seeded whether rows come from elsewhere
     */
    RoundTrip addTo(RoundTrip roundTrip, List<String> checks, boolean seeded) {
        Optional<StartingPoint> point = point();
        if (point.isEmpty()) {
            return roundTrip;
        }
        RoundTrip starting = roundTrip.startingWith(point.get());
        return checks.contains("data") && !seeded ? starting.withRowsOfTheStart() : starting;
    }

    Optional<StartingPoint> point() {
        return source().map(this::point);
    }

    private Optional<String> source() {
        return Optional.ofNullable(start).or(() -> Configuration.ofSystem().get(ConfigurationParameters.START));
    }

    private StartingPoint point(String source) {
        if (!JdbcUrl.isOne(source)) {
            return StartingPoint.of(Path.of(source));
        }
        return StartingPoint.of(Arguments.of(spec).database(source, "be begun with (--start)"));
    }
}
