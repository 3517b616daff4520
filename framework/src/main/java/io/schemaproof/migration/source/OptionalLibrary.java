package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;

/**
 * A library that users bring along.
 *
 * @param name what people call it
 * @param type a class of it
 * @param coordinates what to write into the build
 * @since 0.1
 */
public record OptionalLibrary(String name, String type, String coordinates) {

    /**
     * Demand that it is on the class path.
     *
     * @throws MigrationException if it is not
     */
    public void require() {
        try {
            Class<?> unused = Class.forName(type, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MigrationException(
                    name + " is not on the class path, and Schemaproof does not bring it along. Add " + coordinates
                            + " to the tests' dependencies, in the version that the application has.",
                    e);
        }
    }
}
