package io.schemaproof.verify.audit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one file.
 *
 * @param file path relative to the folder
 * @param status what became of it
 * @param statements that were sent
 * @param failures the statements that failed, in order
 * @param made kind of object to how many the database holds more of after the file; without parts of tables and members of
 *     extensions
 * @param time wall time
 * @param unknown why nothing is known of it; empty where something is
 * @since 0.1
 */
public record FileAudit(
        String file,
        FileStatus status,
        int statements,
        List<FailedStatement> failures,
        SortedMap<String, Integer> made,
        Duration time,
        Optional<String> unknown) {

    public FileAudit {
        failures = List.copyOf(failures);
        made = Collections.unmodifiableSortedMap(new TreeMap<>(made));
    }
}
