package io.schemaproof.migration;

import java.util.Optional;

/**
 * One step of a schema's history.
 *
 * @param version version as its convention writes it, such as {@code 1.2} or {@code 20250102030405}; for a repeatable one its description
 * @param description the words of the file's name, with spaces for underscores
 * @param up script that applies it
 * @param down script that takes it back; empty where there is none
 * @param verify script that fails where the up has not done what it should; empty where there is none
 * @param repeatable whether its tool runs it again whenever it changes
 * @param notRunnable why the up cannot be run here, such as {@code written in Go}; empty where it can
 * @since 0.1
 */
public record Migration(
        String version,
        String description,
        Script up,
        Optional<Script> down,
        Optional<Script> verify,
        boolean repeatable,
        Optional<String> notRunnable) {

    /** Make one without a script that verifies it. */
    public Migration(
            String version,
            String description,
            Script up,
            Optional<Script> down,
            boolean repeatable,
            Optional<String> notRunnable) {
        this(version, description, up, down, Optional.empty(), repeatable, notRunnable);
    }

    /** The name by which people speak of it: version and description. */
    public String displayName() {
        return description.isEmpty() || description.equals(version) ? version : version + " " + description;
    }
}
