package io.schemaproof.junit;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the databases of tests are made of.
 *
 * @param before script that runs first
 * @param start dump to begin with
 * @param seed folder with rows
 */
record TemplateSource(MigrationFolder folder, Optional<Script> before, Optional<Path> start, Optional<Path> seed) {

    Optional<StartingPoint> startingPoint() {
        return start.map(StartingPoint::of);
    }

    Optional<SeedFolder> rows() {
        return seed.map(path -> SeedFolder.read(path, folder));
    }

    /** Everything that decides what the template holds; the root too, because psql's scripts include files beside them. */
    String key() {
        StringBuilder key = new StringBuilder("migrations of ")
                .append(folder.root().toAbsolutePath().normalize())
                .append('\n');
        before.ifPresent(script -> append(key, script));
        start.ifPresent(path -> key.append("start ").append(hash(path)).append('\n'));
        seed.ifPresent(path -> key.append("seed ").append(hash(path)).append('\n'));
        folder.migrations().forEach(migration -> append(key, migration.up()));
        return key.toString();
    }

    private static void append(StringBuilder key, Script script) {
        key.append(script.path())
                .append(' ')
                .append(script.dialect())
                .append(' ')
                .append(script.mode())
                .append(' ')
                .append(script.text().length())
                .append('\n')
                .append(script.text())
                .append('\n');
    }

    /** Of a file, or of all files in a folder with their names. */
    private static String hash(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new MigrationException(path + " cannot be read: " + e + ".", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
