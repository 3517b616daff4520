package io.schemaproof.verify.roundtrip;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.check.PreparedDatabases;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Further databases on which a long round trip works at the same time, each on a server of its own, since migrations also touch what
 * the databases of one share.
 *
 * @param atMost how many there may be
 * @param migrations for which one of them is worth the start of its server
 * @param databases makes a source of databases for each
 */
public record Assistants(int atMost, int migrations, Supplier<PreparedDatabases> databases, ServerRequest request) {

    /** Fewer migrations than this are through before a further server has paid for its start. */
    private static final int WORTH_ONE = 60;

    /** More servers than this take more memory than they save time. */
    private static final int MOST = 4;

    /** Providers whose servers start in less than a tenth of a second. */
    private static final Set<String> QUICK = Set.of("embedded", "local");

    /**
     * As many as there are processors left, or as the configuration allows.
     *
     * @throws MigrationException if that is no number from 1 on
     */
    public static Assistants configuredBy(
            Configuration configuration, Supplier<PreparedDatabases> databases, ServerRequest request) {
        int workers = configuration
                .get(ConfigurationParameters.PARALLELISM)
                .map(Assistants::parallelism)
                .orElseGet(() -> Math.min(MOST, Runtime.getRuntime().availableProcessors()));
        return new Assistants(workers - 1, WORTH_ONE, databases, request);
    }

    private static int parallelism(String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new MigrationException(ConfigurationParameters.PARALLELISM + ": '" + value
                    + "' is no number of servers to work on at a time, such as 1 or 4.");
        }
        return Integer.parseInt(value);
    }

    /** How many are worth their start. */
    int worthwhile(MigrationRange range, Workbench bench) {
        boolean quick = QUICK.contains(bench.server().provider())
                && bench.server().tenancy().beginsAnew()
                && bench.databases().areMadeByScripts();
        return quick ? Math.min(atMost, (range.last() - range.first() + 1) / migrations) : 0;
    }

    Workbench open() throws SQLException {
        return Workbench.open(databases.get(), request);
    }
}
