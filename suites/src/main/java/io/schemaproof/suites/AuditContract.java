package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.AuditText;
import io.schemaproof.verify.audit.FileAudit;
import io.schemaproof.verify.audit.FileStatus;
import io.schemaproof.verify.audit.FolderAudit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that every statement of every file passes when the files are run by a tool that goes on after errors.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationAuditTest implements AuditContract {}
 * }</pre>
 *
 * <p>There is a test for each file, which fails with its failed statements and their causes; it is skipped where nothing is known of the
 * file. And there is one for the order, which fails where the
 * given one does not work, with one that does or what is known of that.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface AuditContract {

    /**
     * Adapt the audit: make something beforehand, begin with a dump, or limit the search for an order.
     *
     * @param audit the audit of all files on the configured server
     * @return the audit to run; by default the same
     */
    default FolderAudit audit(FolderAudit audit) {
        return audit;
    }

    /** Run every file and report what became of it as tests. */
    @TestFactory
    @DisplayName("every file succeeds as a whole")
    default Stream<DynamicNode> audits(MigrationSetup setup) {
        return FirstShard.only(setup.configuration(), () -> {
            MigrationFolder migrations = setup.folder();
            FolderAudit all = FolderAudit.of(migrations).on(setup.server()).configuredBy(setup.configuration());
            AuditReport report =
                    audit(setup.before().map(all::before).orElse(all)).evaluate();
            return Stream.concat(
                    report.files().stream().map(file -> file(migrations, file)),
                    Stream.of(NamedTest.of("the given order works", () -> {
                        if (!report.passed()) {
                            Assertions.fail(AuditText.order(report));
                        }
                    })));
        });
    }

    private static DynamicNode file(MigrationFolder migrations, FileAudit file) {
        Migration migration = migrations.migrations().stream()
                .filter(one -> one.up().path().equals(file.file()))
                .findFirst()
                .orElseThrow();
        return DynamicTest.dynamicTest("audit of " + file.file(), FindingOutcome.source(migration.up()), () -> {
            if (file.status() == FileStatus.INCONCLUSIVE) {
                Assumptions.abort(AuditText.of(file));
            }
            if (file.status() != FileStatus.SUCCESS) {
                Assertions.fail(AuditText.of(file));
            }
        });
    }
}
