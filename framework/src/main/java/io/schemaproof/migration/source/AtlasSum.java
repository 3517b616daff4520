package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares {@code atlas.sum} with the files, as Atlas does before it applies any (its {@code NewHashFile}): a running SHA-256 over name and
 * bytes of each file, so that the first line that differs names the first file that is not what it was.
 */
final class AtlasSum {

    static final String NAME = "atlas.sum";

    private AtlasSum() {}

    /**
     * Refuse what Atlas refuses; without the file nothing is compared.
     *
     * @throws MigrationException if a file is not what the sum says
     */
    static void requireAgreement(SourceFolder folder, List<SourceFile> files) {
        if (folder.file(NAME).isEmpty()) {
            return;
        }
        Map<String, String> expected = new LinkedHashMap<>();
        folder.file(NAME).get().text().lines().skip(1).forEach(line -> {
            int mark = line.lastIndexOf(" h1:");
            if (mark > 0) {
                expected.put(line.substring(0, mark), line.substring(mark + 4).strip());
            }
        });
        Map<String, String> actual = sums(files);
        for (String name : expected.keySet()) {
            if (!actual.containsKey(name)) {
                throw mismatch(name + " is gone");
            }
        }
        for (Map.Entry<String, String> entry : actual.entrySet()) {
            String known = expected.get(entry.getKey());
            if (known == null) {
                throw mismatch(entry.getKey() + " is not in it");
            }
            if (!known.equals(entry.getValue())) {
                throw mismatch(entry.getKey() + " is not what it was");
            }
        }
    }

    private static Map<String, String> sums(List<SourceFile> files) {
        Map<String, String> sums = new LinkedHashMap<>();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceFile file : files) {
                byte[] bytes = Files.readAllBytes(file.file());
                digest.update(file.name().getBytes(StandardCharsets.UTF_8));
                if (file.head().startsWith("-- atlas:sum ignore")) {
                    continue;
                }
                digest.update(bytes);
                byte[] soFar = ((MessageDigest) digest.clone()).digest();
                sums.put(file.name(), Base64.getEncoder().encodeToString(soFar));
            }
        } catch (IOException | NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new MigrationException("The files beside " + NAME + " cannot be compared with it: " + e + ".", e);
        }
        return sums;
    }

    private static MigrationException mismatch(String what) {
        return new MigrationException(
                NAME + " does not agree with the files: " + what
                        + ". Atlas stops with a checksum mismatch, because a file that was applied somewhere may have been edited. Restore the file, or, if the change is meant, run atlas migrate hash.");
    }
}
