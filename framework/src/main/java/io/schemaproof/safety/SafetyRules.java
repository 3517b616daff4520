package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.time.Duration;
import java.util.List;

/**
 * All rules.
 *
 * @since 0.1
 */
public final class SafetyRules {

    private SafetyRules() {}

    /**
     * Return what all of them say of a migration.
     *
     * @param version of the server in production, such as {@code 14.2}
     */
    public static List<Finding> judge(TracedMigration migration, String version) {
        return judge(migration, version, ToleratedWait.DEFAULT);
    }

    /**
     * The same.
     *
     * @param tolerated how long a statement may wait for a lock
     */
    public static List<Finding> judge(TracedMigration migration, String version, Duration tolerated) {
        return all(tolerated, version).stream()
                .flatMap(rule -> rule.judge(migration).stream())
                .toList();
    }

    private static List<SafetyRule> all(Duration tolerated, String version) {
        return List.of(
                new BlockingWork(),
                new HeldWhileWorking(),
                new ConcurrentlyUnderTimeout(),
                new HiddenInvalidIndex(),
                new BulkChanges(),
                new GoneNames(),
                new ChangedFunctions(),
                new ChangedComposites(),
                new RemovedNames(),
                new RemovedExtensions(),
                new LostWhenRemade(),
                new Victims(),
                new FormerWrites(),
                new LostFilling(),
                new LostEffects(),
                new NullAllowed(),
                new NewStrictness(),
                new ReferentialActions(),
                new NewRowSecurity(),
                new ViewColumnTypes(),
                new RefusedWrites(),
                new RemovedPrivileges(),
                new RemovedAccess(),
                new CallersPrivileges(),
                new RowSecurityChanges(),
                new SessionDefaults(),
                new ConcurrentRefresh(),
                new SequenceSteps(),
                new SequenceEnds(),
                new UnlimitedWait(tolerated),
                new SeveralTables(),
                new ManyAlters(),
                new LockForNothing(),
                new TimeZoneWork(),
                new LongTransaction(),
                new ToolTables(),
                new WithoutEffect(),
                new SessionLeaks(),
                new NotTraced(),
                new ConcurrentlyCorrupts(version));
    }
}
