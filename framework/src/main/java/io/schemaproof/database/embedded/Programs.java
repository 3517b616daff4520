package io.schemaproof.database.embedded;

import java.nio.file.Path;

/**
 * The programs of one server.
 *
 * @param provider name of the provider that uses them
 * @param folder where they are
 * @param version full version text
 * @param key what tells them from all others, as a part of a file's name
 * @param windows whether they are programs of Windows
 */
record Programs(String provider, Path folder, String version, String key, boolean windows) {

    Path program(String name) {
        return folder.resolve(windows ? name + ".exe" : name);
    }
}
