package io.schemaproof.database.external;

import io.schemaproof.database.OwnerProcess;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Whose databases these are: a part of their names. Its last letters are a checksum, so that a database which somebody else has
 * called {@code schemaproof_something_0} is not taken for one of ours.
 *
 * @param text letters and digits
 */
record RunName(String text) {

    /** Homes, as a regular expression of the server too. */
    static final String HOMES = "^schemaproof_[0-9a-z]{15}_0$";

    private static final int RANDOM = 12;
    private static final int CHECKSUM = 3;
    private static final long RANGE = (long) Math.pow(36, RANDOM - 1);
    private static final Pattern HOME = Pattern.compile("schemaproof_([0-9a-z]{15})_0");
    private static final String MARK = "schemaproof: databases of run ";

    static RunName next() {
        // Never shorter than it should be.
        String random = Long.toString(RANGE + Math.floorMod(new SecureRandom().nextLong(), RANGE), 36);
        return new RunName(random + checksum(random));
    }

    /** The run whose home a database is; empty where it is none. */
    static Optional<RunName> ofHome(String database) {
        Matcher matcher = HOME.matcher(database);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String text = matcher.group(1);
        return text.substring(RANDOM).equals(checksum(text.substring(0, RANDOM)))
                ? Optional.of(new RunName(text))
                : Optional.empty();
    }

    private static String checksum(String random) {
        CRC32C sum = new CRC32C();
        sum.update(random.getBytes(StandardCharsets.US_ASCII));
        int range = 36 * 36 * 36;
        return Long.toString(range + sum.getValue() % range, 36).substring(1, 1 + CHECKSUM);
    }

    /** What the names of all its databases begin with. */
    String prefix() {
        return "schemaproof_" + text + "_";
    }

    /** The first of its databases and the last to go: no script runs in it, so that nobody changes its mark. */
    String home() {
        return prefix() + "0";
    }

    /** What its sessions hold, so that others see it is there. */
    long lock() {
        return Long.parseLong(text.substring(0, RANDOM), 36);
    }

    /** The comment on its home. */
    String mark(OwnerProcess owner) {
        return MARK + text + ", process " + owner.text() + "; they are dropped when it ends, or by a later run";
    }

    /** The process in a comment on its home; empty where another has written it. */
    Optional<OwnerProcess> ownerIn(String comment) {
        String begin = MARK + text + ", process ";
        int end = comment.indexOf(';');
        return comment.startsWith(begin) && end > begin.length()
                ? OwnerProcess.parse(comment.substring(begin.length(), end))
                : Optional.empty();
    }
}
