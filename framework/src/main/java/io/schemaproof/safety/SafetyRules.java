package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * All rules.
 *
 * @since 0.1
 */
public final class SafetyRules {

    private static final List<SafetyRule> ALL = List.of(
            new BlockingWork(),
            new HeldWhileWorking(),
            new ConcurrentlyUnderTimeout(),
            new HiddenInvalidIndex(),
            new BulkChanges(),
            new GoneNames(),
            new Victims(),
            new FormerWrites(),
            new NewStrictness(),
            new UnlimitedWait(),
            new SeveralTables(),
            new ManyAlters(),
            new LockForNothing(),
            new LongTransaction(),
            new ToolTables(),
            new WithoutEffect(),
            new SessionLeaks(),
            new NotTraced());

    private SafetyRules() {}

    /**
     * Return what all of them say of a migration.
     *
     * @param version of the server in production, such as {@code 14.2}
     */
    public static List<Finding> judge(TracedMigration migration, String version) {
        return Stream.concat(ALL.stream(), Stream.of(new ConcurrentlyCorrupts(version)))
                .flatMap(rule -> rule.judge(migration).stream())
                .toList();
    }
}
