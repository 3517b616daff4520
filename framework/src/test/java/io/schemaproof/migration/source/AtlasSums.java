package io.schemaproof.migration.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** What Atlas writes behind a file in atlas.sum. */
final class AtlasSums {

    private AtlasSums() {}

    static String of(Path root, String... names) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (String name : names) {
                all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
                all.writeBytes(Files.readAllBytes(root.resolve(name)));
            }
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
