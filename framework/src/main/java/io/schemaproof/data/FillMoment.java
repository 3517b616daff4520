package io.schemaproof.data;

import io.schemaproof.migration.Migration;

/**
 * A moment in the history of a schema at which rows may be put in.
 *
 * @param migration the migration that is next, or was last
 * @param phase before or after its up
 * @since 0.1
 */
public record FillMoment(Migration migration, Phase phase) {

    /** On which side of an up a moment lies. */
    public enum Phase {
        /** What is there when the migration comes. */
        BEFORE_UP("before the up of"),
        /** What the application writes once the migration is there. */
        AFTER_UP("after the up of");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    /** Return the moment before a migration's up. */
    public static FillMoment before(Migration migration) {
        return new FillMoment(migration, Phase.BEFORE_UP);
    }

    /** Return the moment after a migration's up. */
    public static FillMoment after(Migration migration) {
        return new FillMoment(migration, Phase.AFTER_UP);
    }

    /** Whether it is the moment before the up of a version, as its convention writes it. */
    public boolean isBefore(String version) {
        return phase == Phase.BEFORE_UP && migration.version().equals(version);
    }

    /** Whether it is the moment after the up of a version, as its convention writes it. */
    public boolean isAfter(String version) {
        return phase == Phase.AFTER_UP && migration.version().equals(version);
    }

    /** In words: {@code before the up of 7}. */
    @Override
    public String toString() {
        return phase.words + " " + migration.version();
    }
}
