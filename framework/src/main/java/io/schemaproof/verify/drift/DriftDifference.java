package io.schemaproof.verify.drift;

import io.schemaproof.catalog.ObjectId;

/**
 * One thing in which the other side differs from what the migrations give.
 *
 * @param group the object that it is a part of, such as a column's table; else itself
 * @param object what it is about
 * @param direction whether it is missing there, is there alone, or is other there
 * @param message what differs; where values are named, the first is what the migrations give
 * @param remedy what would make the other side equal, for people; a statement where one is known
 * @since 0.1
 */
public record DriftDifference(ObjectId group, ObjectId object, Direction direction, String message, String remedy) {

    /** On which side something is. */
    public enum Direction {
        /** The migrations make it, and it is not there. */
        MISSING("missing there"),
        /** It is there, and the migrations do not make it. */
        EXTRA("extra there"),
        /** It is on both sides, and not the same. */
        DIFFERENT("different there");

        private final String words;

        Direction(String words) {
            this.words = words;
        }

        /** The words in reports. */
        public String words() {
            return words;
        }
    }
}
