package io.schemaproof.reports;

import java.nio.file.Path;

/** Names a folder so that the name is the same on every machine, which Allure's history needs. */
final class SuiteName {

    private static final int NAMES = 2;

    private SuiteName() {}

    /** The path below the working directory; for a folder elsewhere its last names. */
    static String of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path working = Path.of("").toAbsolutePath();
        Path name = absolute;
        if (absolute.startsWith(working) && !absolute.equals(working)) {
            name = working.relativize(absolute);
        } else if (absolute.getNameCount() > 0) {
            name = absolute.subpath(Math.max(0, absolute.getNameCount() - NAMES), absolute.getNameCount());
        }
        return name.toString().replace('\\', '/');
    }
}
