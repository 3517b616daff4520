package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks that are asked for. {@value #ALL} means every one that has what it needs; the others are told as not run, since they have not
 * passed.
 *
 * @param checks by their names
 * @param notRun a line for each that lacks something
 */
record AskedChecks(List<String> checks, List<String> notRun) {

    static final String ALL = "all";

    static AskedChecks exactly(List<String> checks) {
        return new AskedChecks(checks, List.of());
    }

    /**
     * Find out which can be run.
     *
     * @param known all checks that there are
     * @param rows whether there are any for the check data
     */
    static AskedChecks all(List<String> known, Configuration configuration, boolean rows) {
        boolean queries = configuration.get(ConfigurationParameters.QUERIES).isPresent();
        List<String> checks = new ArrayList<>(known);
        List<String> notRun = new ArrayList<>();
        if (!rows) {
            leaveOut(
                    "data",
                    "there are no rows: ask for some with --rows, name a folder with --seed, or a dump with --start.",
                    checks,
                    notRun);
        }
        if (IdempotencyPolicy.from(configuration) == IdempotencyPolicy.OFF) {
            leaveOut(
                    "idempotency",
                    "nobody says what a second run must do: --idempotency required or forbidden.",
                    checks,
                    notRun);
        }
        if (!queries) {
            leaveOut("queries", "nobody says where they are: --queries DIR.", checks, notRun);
            leaveOut("performance", "nobody says where the queries are: --queries DIR.", checks, notRun);
        }
        if (configuration
                .get(ConfigurationParameters.DATABASE)
                .filter(JdbcUrl::isOne)
                .or(() -> configuration
                        .get(ConfigurationParameters.SERVERS)
                        .filter(urls -> !urls.equals(ServerRequest.NO_POOL)))
                .isPresent()) {
            leaveOut(
                    "determinism",
                    "it is tried as another user, and on a server of somebody else no role is made for that.",
                    checks,
                    notRun);
        }
        return new AskedChecks(List.copyOf(checks), List.copyOf(notRun));
    }

    private static void leaveOut(String check, String why, List<String> checks, List<String> notRun) {
        checks.remove(check);
        notRun.add("Not run: " + check + ", because " + why);
    }
}
