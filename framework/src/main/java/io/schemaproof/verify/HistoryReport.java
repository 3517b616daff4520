package io.schemaproof.verify;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be said of a history.
 *
 * @param since what it was compared with: a revision, or the lock; empty where nobody knows what there was, so that only numbers were looked at
 * @param findings by migration, in order of application, also where there are none
 * @param ignored SQL files of the folder that belong to no migration, so that their tool never runs them
 * @since 0.1
 */
public record HistoryReport(
        Optional<String> since, Map<Migration, List<Finding>> findings, List<MigrationFolder.IgnoredFile> ignored) {

    public HistoryReport {
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
        ignored = List.copyOf(ignored);
    }
}
