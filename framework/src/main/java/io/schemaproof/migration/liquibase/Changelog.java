package io.schemaproof.migration.liquibase;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ChangeSetFilterResult;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.ui.LoggerUIService;

/**
 * A changelog as Liquibase has parsed it.
 *
 * @param log what it holds, with all that it includes
 * @param contexts the contexts to run
 * @param labels the labels to run
 * @param read the files that were opened for it, relative to the folder
 */
record Changelog(DatabaseChangeLog log, Contexts contexts, LabelExpression labels, Set<String> read) {

    /** Something that Liquibase does. */
    @FunctionalInterface
    interface Work<T> {
        T run(ChangelogFiles files) throws Exception;
    }

    /** Do something with what Liquibase needs at hand; what it logs is kept from the screen. One at a time, since Liquibase's services are one for all threads. */
    static <T> T within(Path root, Work<T> work) throws Exception {
        try (ChangelogFiles files = new ChangelogFiles(root)) {
            Map<String, Object> scope = new HashMap<>();
            scope.put(Scope.Attr.logService.name(), new NoLog());
            scope.put(Scope.Attr.ui.name(), new LoggerUIService());
            scope.put(Scope.Attr.resourceAccessor.name(), files);
            synchronized (Changelog.class) {
                return Scope.child(scope, () -> work.run(files));
            }
        }
    }

    static Changelog parse(String path, LiquibaseSettings settings, Database database, ChangelogFiles files)
            throws LiquibaseException {
        ChangeLogParameters parameters = new ChangeLogParameters(database);
        settings.parameters().forEach(parameters::set);
        Contexts contexts = new Contexts(settings.contexts());
        LabelExpression labels = new LabelExpression(settings.labels());
        parameters.setContexts(contexts);
        parameters.setLabels(labels);
        DatabaseChangeLog log =
                ChangeLogParserFactory.getInstance().getParser(path, files).parse(path, parameters, files);
        log.setChangeLogParameters(parameters);
        return new Changelog(log, contexts, labels, files.read());
    }

    /** The name by which Liquibase keeps it: path, id and author. */
    static String key(ChangeSet changeSet) {
        return changeSet.toString(false);
    }

    ChangeSet changeSet(String key) {
        return log.getChangeSets().stream()
                .filter(candidate -> key(candidate).equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the changelog holds no changeset " + key + " any more"));
    }

    /** Why Liquibase runs nothing of it; empty where it does. */
    Optional<String> leftOut(ChangeSet changeSet, Database database) {
        return Stream.<ChangeSetFilter>of(
                        new IgnoreChangeSetFilter(),
                        new DbmsChangeSetFilter(database),
                        new ContextChangeSetFilter(contexts),
                        new LabelChangeSetFilter(labels))
                .map(filter -> filter.accepts(changeSet))
                .filter(result -> !result.isAccepted())
                .map(ChangeSetFilterResult::getMessage)
                .findFirst();
    }
}
