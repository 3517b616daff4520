package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;

/** Runs one changeset, or takes it back, and notes it in Liquibase's own table, as {@code liquibase update} does. */
final class ChangesetRun {

    private static final Pattern MAIN = Pattern.compile("(?m)^changelog (.+)$");

    private ChangesetRun() {}

    static void run(LibraryStep step, LibrarySession session) throws Exception {
        boolean done = Changelog.within(step.root(), files -> {
            Database database = DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(session.connect()));
            try {
                history().getChangeLogService(database).init();
                LockServiceFactory.getInstance().getLockService(database).init();
                if (!step.verb().equals("init")) {
                    LiquibaseSettings settings = LiquibaseSettings.of(step.root());
                    Changelog changelog = Changelog.parse(main(step), settings, database, files);
                    changelog.log().validate(database, changelog.contexts(), changelog.labels());
                    run(step, session, changelog, database);
                }
                database.commit();
                return true;
            } finally {
                history().resetAll();
                LockServiceFactory.getInstance().resetAll();
                database.close();
            }
        });
        assert done;
    }

    private static ChangeLogHistoryServiceFactory history() {
        return Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class);
    }

    private static String main(LibraryStep step) {
        Matcher named = MAIN.matcher(step.content());
        if (!named.find()) {
            throw new IllegalArgumentException("no changelog is named: " + step.content());
        }
        return named.group(1);
    }

    private static void run(LibraryStep step, LibrarySession session, Changelog changelog, Database database)
            throws Exception {
        ChangeSet changeSet = changelog.changeSet(step.migration());
        if (step.verb().equals("rollback")) {
            changeSet.rollback(database);
            database.removeRanStatus(changeSet);
            return;
        }
        ExecType done = changeSet.execute(changelog.log(), database);
        if (done == ExecType.SKIPPED || done == ExecType.MARK_RAN) {
            session.leaveOut("a precondition does not hold, and onFail says "
                    + done.value.toUpperCase(java.util.Locale.ROOT).replace(' ', '_'));
        } else if (done != ExecType.EXECUTED && done != ExecType.RERAN) {
            throw new IllegalStateException("Liquibase says " + done.value + " of " + step.migration()
                    + (changeSet.getErrorMsg() == null ? "" : ": " + changeSet.getErrorMsg()));
        }
        if (done.ran || done == ExecType.MARK_RAN) {
            database.markChangeSetExecStatus(changeSet, done);
        }
    }
}
