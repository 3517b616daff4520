package io.schemaproof.verify.acceptance;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A comment in a script that allows what a rule says of it, and why:
 * {@code -- schemaproof:allow safety.rename orders until 2030-01-31 because nobody reads it meanwhile}.
 *
 * @param object as written; empty for all objects
 * @param until the last day on which it counts; empty for ever
 */
record Waiver(Place place, MigrationRule rule, Optional<String> object, Optional<LocalDate> until, String reason) {

    /** Whether it is about a finding. A finding that names no file is about both scripts of its migration. */
    boolean covers(Finding finding) {
        return finding.rule().equals(rule.id())
                && finding.file().filter(file -> !file.equals(place.file())).isEmpty()
                && (object.isEmpty()
                        || finding.object()
                                .filter(found -> ObjectName.means(object.get(), found))
                                .isPresent());
    }

    boolean isExpired(LocalDate today) {
        return until.filter(last -> last.isBefore(today)).isPresent();
    }

    /** What it allows, in words. */
    String words() {
        return rule.id() + object.map(name -> " of " + name).orElse("");
    }
}
