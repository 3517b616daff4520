package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.audit.FolderAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class AuditContractTest {

    @SchemaTest(migrations = "classpath:audits")
    static class AuditsTestCase implements AuditContract {}

    @SchemaTest(migrations = "classpath:audits")
    static class StartTestCase implements AuditContract {
        @Override
        public FolderAudit audit(FolderAudit audit) {
            try {
                Path dump = Files.createTempFile("schemaproof", ".sql");
                dump.toFile().deleteOnExit();
                Files.writeString(dump, "CREATE TABLE public.customers (id int PRIMARY KEY);\n");
                return audit.startingWith(StartingPoint.of(dump)).from("3");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void files_that_succeed_pass_and_others_fail_with_cause_and_order() {
        Events events = TestKit.execute(AuditsTestCase.class);

        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("audit of 2_customers.sql", "audit of 3_rows.sql");
        assertThat(events.failed().list())
                .extracting(TestKit::name)
                .containsExactly("audit of 1_orders.sql", "the given order works");
        assertThat(events.failed().list())
                .extracting(TestKit::message)
                .satisfiesExactly(
                        file -> assertThat(file)
                                .startsWith(
                                        "PARTIAL  1_orders.sql\n  1_orders.sql:2:1 ERROR 42P01: relation \"customers\""
                                                + " does not exist")
                                .endsWith("cause: relation customers is made later, by 2_customers.sql."),
                        order -> assertThat(order)
                                .startsWith(
                                        "This order works. It was run on a fresh database, and no statement failed.\n"
                                                + "  1. 2_customers.sql\n  2. 1_orders.sql\n  3. 3_rows.sql\n"
                                                + "3 files: 2 success, 1 partial; 1 statement failed"));
    }

    @Test
    void an_audit_may_begin_with_a_dump() {
        assertThat(TestKit.execute(StartTestCase.class).succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("audit of 3_rows.sql", "the given order works");
    }
}
