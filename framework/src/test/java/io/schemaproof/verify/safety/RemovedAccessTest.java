package io.schemaproof.verify.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles that cannot connect any more, or have lost what they could do by another role or of a column. */
class RemovedAccessTest {

    @TempDir
    private Path folder;

    private static String connect(String what) {
        return "DO $$ BEGIN EXECUTE format('" + what + "', current_database()); END $$;";
    }

    @Test
    void who_cannot_connect_or_is_not_in_a_role_any_more_is_told() {
        List<MigrationResult> results = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "1_roles",
                                "CREATE ROLE access_clerk LOGIN; CREATE ROLE access_guest LOGIN; CREATE ROLE access_staff; CREATE ROLE access_gone LOGIN;"
                                        + " GRANT access_staff TO access_clerk; CREATE TABLE t (id int PRIMARY KEY, mail text);"
                                        + " GRANT SELECT, INSERT ON t TO access_staff; GRANT SELECT (id, mail) ON t TO access_guest;",
                                "DROP TABLE t; DROP ROLE access_clerk; DROP ROLE access_guest; DROP ROLE access_staff; DROP ROLE access_gone;")
                        .pair(
                                "2_group",
                                "REVOKE access_staff FROM access_clerk;",
                                "GRANT access_staff TO access_clerk;")
                        .pair(
                                "3_column",
                                "REVOKE SELECT (mail) ON t FROM access_guest;",
                                "GRANT SELECT (mail) ON t TO access_guest;")
                        .pair("4_login", "ALTER ROLE access_clerk NOLOGIN;", "ALTER ROLE access_clerk LOGIN;")
                        .pair(
                                "5_connect",
                                connect("REVOKE CONNECT ON DATABASE %I FROM PUBLIC"),
                                connect("GRANT CONNECT ON DATABASE %I TO PUBLIC"))
                        .pair(
                                "6_again",
                                connect("GRANT CONNECT ON DATABASE %I TO access_guest")
                                        + " GRANT access_staff TO access_clerk; ALTER ROLE access_staff LOGIN;",
                                connect("REVOKE CONNECT ON DATABASE %I FROM access_guest")
                                        + " REVOKE access_staff FROM access_clerk; ALTER ROLE access_staff NOLOGIN;")
                        .pair(
                                "7_granted",
                                "GRANT SELECT ON t TO access_guest; REVOKE SELECT (id) ON t FROM access_guest;"
                                        + " GRANT SELECT, INSERT ON t TO access_clerk; REVOKE access_staff FROM access_clerk;",
                                "REVOKE SELECT ON t FROM access_guest; GRANT SELECT (id) ON t TO access_guest;"
                                        + " REVOKE ALL ON t FROM access_clerk; GRANT access_staff TO access_clerk;")
                        .pair("8_gone", "DROP ROLE access_gone;", "CREATE ROLE access_gone LOGIN;")
                        .read())
                .withSafety()
                .evaluate()
                .migrations();

        assertThat(told(results, 1))
                .containsExactly(
                        "access_clerk is not in access_staff any more, and may no longer INSERT and SELECT on public.t.");
        assertThat(told(results, 2)).containsExactly("access_guest may not SELECT the column public.t.mail any more.");
        assertThat(told(results, 3)).containsExactly("The role access_clerk may not log in any more.");
        assertThat(told(results, 4))
                .containsExactly(
                        "access_gone may not CONNECT to the database any more.",
                        "access_guest may not CONNECT to the database any more.");
        assertThat(told(results, 5)).isEmpty();
        assertThat(told(results, 6)).isEmpty();
        assertThat(told(results, 7)).containsExactly("The role access_gone is gone: who connects as it is refused.");
        assertThat(results.get(2).findings().get(0).remedy())
                .endsWith("Where it is a mistake: GRANT SELECT (mail) ON public.t TO access_guest;");
    }

    private static List<String> told(List<MigrationResult> results, int index) {
        return results.get(index).findings().stream()
                .filter(finding -> finding.rule().equals("safety.privilege-removed"))
                .map(Finding::message)
                .map(message -> message.lines().findFirst().orElse(""))
                .toList();
    }
}
