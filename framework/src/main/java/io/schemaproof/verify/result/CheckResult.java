package io.schemaproof.verify.result;

import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;

/**
 * One check on one migration has ended.
 *
 * @param migration the migration
 * @param check what was checked, such as {@code up}, {@code down}, {@code down leaves no trace}
 * @param passed whether it passed
 * @param findings what it found; may hold notes although it passed
 * @param figures what it measured, such as {@code millis} and {@code objects}
 * @param evidence what it has seen, to be drawn
 * @since 0.1
 */
public record CheckResult(
        Migration migration,
        String check,
        boolean passed,
        List<Finding> findings,
        Map<String, String> figures,
        List<Evidence> evidence) {

    public CheckResult {
        findings = List.copyOf(findings);
        figures = Map.copyOf(figures);
        evidence = List.copyOf(evidence);
    }

    /** A check that shows nothing but figures. */
    public CheckResult(
            Migration migration, String check, boolean passed, List<Finding> findings, Map<String, String> figures) {
        this(migration, check, passed, findings, figures, List.of());
    }
}
