package io.schemaproof.verify.audit;

import java.util.Locale;

/**
 * What became of a file.
 *
 * @since 0.1
 */
public enum FileStatus {
    /** No statement failed. */
    SUCCESS,
    /** Some statements failed, and the file changed something. */
    PARTIAL,
    /** Some statements failed, and the database holds what it held before. */
    FAILED,
    /** Nobody knows: the file cannot be run here, or it ended its own session. */
    INCONCLUSIVE;

    /** The word in reports, such as {@code partial}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
