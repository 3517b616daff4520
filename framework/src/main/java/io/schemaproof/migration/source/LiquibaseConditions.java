package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a changelog of XML, YAML or JSON demands before any of its files is run. Of this only the kind of the database is known here.
 *
 * @param databases the kinds that it names
 * @param user whether it demands a user
 * @param others what else it asks
 */
record LiquibaseConditions(List<String> databases, boolean user, Set<String> others) {

    private static final Logger LOG = LoggerFactory.getLogger(LiquibaseConditions.class);

    private static final String OTHERS = "not|changeSetExecuted|columnExists|tableExists|viewExists"
            + "|foreignKeyConstraintExists|indexExists|sequenceExists|primaryKeyExists|sqlCheck|changeLogPropertyDefined"
            + "|expectedQuotingStrategy|rowCount|tableIsEmpty|uniqueConstraintExists|customPrecondition";
    private static final Pattern OTHER = named(OTHERS);
    private static final Pattern USER = named("runningAs");
    private static final Pattern DATABASE =
            Pattern.compile("(?:<|\\b)dbms\\b[^>]*?\\btype\"?\\s*[=:]\\s*[\"']?([\\w, !]+)");

    static LiquibaseConditions of(String text) {
        Set<String> others = new TreeSet<>();
        OTHER.matcher(text)
                .results()
                .forEach(found -> others.add(found.group(1) == null ? found.group(2) : found.group(1)));
        Matcher user = USER.matcher(text);
        return new LiquibaseConditions(
                DATABASE.matcher(text)
                        .results()
                        .map(found -> found.group(1).strip())
                        .toList(),
                user.find(),
                others);
    }

    /**
     * Say what is not looked at.
     *
     * @throws MigrationException if Liquibase would run nothing, or nobody here knows whether it would
     */
    void check(SourceFile changelog) {
        if (!others.isEmpty()) {
            throw new MigrationException(changelog.path() + " asks " + String.join(", ", others)
                    + " in its preConditions, and nothing is run where they do not hold. They are not looked at here: have Liquibase itself run it,"
                    + " --format liquibase-library.");
        }
        if (!databases.isEmpty() && databases.stream().noneMatch(LiquibaseFile::isForPostgresql)) {
            throw new MigrationException(
                    changelog.path() + " is for " + String.join(", ", databases)
                            + " by its preConditions, so that Liquibase runs nothing of it on PostgreSQL. Add postgresql, or give another folder.");
        }
        if (user) {
            LOG.warn("{} demands a user (runningAs), which is not looked at here.", changelog.path());
        }
    }

    private static Pattern named(String names) {
        return Pattern.compile("<(" + names + ")\\b|\\b(" + names + ")\"?\\s*:");
    }
}
