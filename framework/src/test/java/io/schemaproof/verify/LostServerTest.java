package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.audit.FolderAudit;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.SchemaSource;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.upgrade.Upgrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the server logged is kept where a script ends its session, or the server with it. */
class LostServerTest {

    @TempDir
    private Path folder;

    private RoundTrip verifying(String up) {
        return RoundTrip.of(new MigrationsOnDisk(folder)
                .pair("001_a", "CREATE TABLE a (id int, password text);", "DROP TABLE a;")
                .pair("002_b", up, "DROP TABLE b;")
                .read());
    }

    @Test
    void a_session_that_a_script_ends_leaves_the_end_of_the_log() {
        Verification verification = verifying(
                        "INSERT INTO a VALUES (1, 'hunter2');\nSELECT pg_terminate_backend(pg_backend_pid());")
                .evaluate();

        assertThat(verification.migrations().get(1).checks().get(0).evidence())
                .filteredOn(Evidence.LogLines.class::isInstance)
                .singleElement()
                .satisfies(evidence -> assertThat(String.join("\n", ((Evidence.LogLines) evidence).lines()))
                        .contains(
                                "FATAL:  terminating connection due to administrator command",
                                "STATEMENT:  INSERT INTO a VALUES (***, '***');")
                        .doesNotContain("hunter2"));
    }

    @Test
    void a_session_that_stays_leaves_none() {
        Verification verification = verifying("CREATE TABLE b (id int);").evaluate();

        assertThat(verification.migrations())
                .flatExtracting(migration -> migration.checks())
                .flatExtracting(check -> check.evidence())
                .isNotEmpty()
                .noneMatch(Evidence.LogLines.class::isInstance);
    }

    @Test
    void what_only_applies_migrations_ends_with_the_log_too() {
        MigrationFolder files = new MigrationsOnDisk(folder)
                .file(
                        "1_a.sql",
                        "CREATE TABLE a (id int, password text);\n"
                                + "INSERT INTO a VALUES (1, 'hunter2'); SELECT pg_terminate_backend(pg_backend_pid());")
                .read();
        List<ThrowingCallable> verbs = List.of(
                () -> Upgrade.of(files).evaluate(),
                () -> Drift.of(files).against(SchemaSource.of(files)).evaluate());

        assertThat(verbs)
                .allSatisfy(verb -> assertThatThrownBy(verb)
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageStartingWith("The connection to the server was lost: ")
                        .hasMessageContaining("The end of its log:\n")
                        .hasMessageContaining("FATAL:  terminating connection due to administrator command")
                        .hasMessageNotContaining("hunter2"));
        assertThatThrownBy(verbs.get(1)).hasMessageContaining("1_a.sql was being applied.\n");
    }

    @Test
    void a_server_without_room_or_connections_ends_an_audit_and_says_nothing_of_the_file() {
        refusedBy("53100", "The disk with the server's data is full. Name a folder with more room by");
        refusedBy("53300", "All connections that the server allows are taken. Close some, pools too.");
    }

    private void refusedBy(String state, String remedy) {
        MigrationFolder files = new MigrationsOnDisk(folder)
                .file("1_a.sql", "DO $$ BEGIN RAISE EXCEPTION 'none' USING ERRCODE = '" + state + "'; END $$;")
                .read();

        assertThatThrownBy(() -> FolderAudit.of(files).evaluate())
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("The server could not do its work: ERROR: none")
                .hasMessageContaining(remedy);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "asks a shell to end the server's process")
    void a_server_that_breaks_down_ends_an_audit_with_its_log() {
        MigrationFolder files = new MigrationsOnDisk(folder)
                .file("1_end.sql", "COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID';")
                .read();

        assertThatThrownBy(() -> FolderAudit.of(files).evaluate())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was terminated by signal 9: Killed");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "asks a shell to end the server's process")
    void a_server_that_breaks_down_ends_the_verification_with_its_log() {
        List<Evidence> told = new ArrayList<>();

        assertThatThrownBy(() -> verifying("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID';")
                        .with(new VerificationListener() {
                            @Override
                            public void brokeOff(RuntimeException failure, Evidence log) {
                                told.add(log);
                            }
                        })
                        .evaluate())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("The end of its log:\n")
                .hasMessageContaining("was terminated by signal 9: Killed")
                .hasMessageContaining("Failed process was running: COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'");

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        Evidence.LogLines.class,
                        log -> assertThat(log.lines()).anyMatch(line -> line.contains("was terminated by signal 9")));
    }
}
