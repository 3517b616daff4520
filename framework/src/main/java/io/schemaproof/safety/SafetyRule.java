package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.List;

/**
 * One thing that a migration may do to others. A rule sees traces and catalogues and no database.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SafetyRule {

    /** Return what it has to say of a migration whose up succeeded on tables of both sizes. */
    List<Finding> judge(TracedMigration migration);
}
