package io.schemaproof.reports;

import io.qameta.allure.Allure;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.verify.result.LostServer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attaches to a test that the driver has failed the end of the log of a server that has broken down: that of each server to the
 * first such test, and to those that name its address. Also where nobody else has seen the exception.
 */
final class AllureLostServers {

    static final String STEP = "the server";

    private final Set<DatabaseServer> told = ConcurrentHashMap.newKeySet();

    void addTo(TestResult test) {
        if (!isOfDriver(test) || test.getSteps().stream().anyMatch(step -> STEP.equals(step.getName()))) {
            return;
        }
        for (DatabaseServer server : Databases.brokenDown()) {
            ConnectionSettings address = server.connection(server.tenancy().maintenance());
            if (told.add(server)
                    || test.getStatusDetails().getTrace().contains(address.host() + ":" + address.port())) {
                test.getSteps().add(step(test, server));
            }
        }
    }

    private static boolean isOfDriver(TestResult test) {
        StatusDetails details = test.getStatusDetails();
        return (test.getStatus() == Status.BROKEN || test.getStatus() == Status.FAILED)
                && details != null
                && details.getTrace() != null
                && details.getTrace().contains("SQLException");
    }

    private static StepResult step(TestResult test, DatabaseServer server) {
        StepResult step = new StepResult()
                .setName(STEP)
                .setStage(Stage.FINISHED)
                .setStatus(Status.BROKEN)
                .setStatusDetails(new StatusDetails()
                        .setMessage("PostgreSQL " + server.version() + " (" + server.provider()
                                + ") has broken down while tests ran."))
                .setStart(test.getStop())
                .setStop(test.getStop());
        new AllureEvidence(Allure.getLifecycle(), SqlMask.of(Configuration.ofSystem()))
                .add(step, LostServer.log(server));
        return step;
    }
}
