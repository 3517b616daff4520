package io.schemaproof.database.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server stores of a password, made with one round of hashing instead of 4096. The rounds protect passwords that people
 * choose; ours is 18 random bytes, and every connection of every test would pay for them.
 */
final class ScramSecret {

    private ScramSecret() {}

    static String of(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        try {
            // The first round of PBKDF2, whose block number is one.
            byte[] block = new byte[salt.length + 4];
            System.arraycopy(salt, 0, block, 0, salt.length);
            block[block.length - 1] = 1;
            byte[] salted = hmac(password.getBytes(StandardCharsets.UTF_8), block);
            byte[] stored = MessageDigest.getInstance("SHA-256")
                    .digest(hmac(salted, "Client Key".getBytes(StandardCharsets.UTF_8)));
            byte[] server = hmac(salted, "Server Key".getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$1:" + base64.encodeToString(salt) + "$" + base64.encodeToString(stored) + ":"
                    + base64.encodeToString(server);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
