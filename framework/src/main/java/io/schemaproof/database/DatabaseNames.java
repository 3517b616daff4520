package io.schemaproof.database;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Names of databases, unique across the JVMs that may share a server. */
final class DatabaseNames {

    /** What every database of ours begins with, and nothing else may be dropped. */
    static final String PREFIX = "schemaproof_";

    static final Pattern OURS = Pattern.compile(PREFIX + "[0-9a-z]+_[0-9]+");

    /** Those that a JVM has made for itself, templates too. */
    static final String OF_ANY_JVM = "^" + PREFIX + "[0-9a-z]+_(template_[0-9a-f]+|[0-9]+)$";

    /** What templates begin with that outlive JVMs: no JVM's own begin so, since its digits come right behind. */
    static final String LASTING = PREFIX + "template_x";

    /** What those of this JVM begin with. */
    static final String OF_THIS_JVM = PREFIX + Long.toString(new SecureRandom().nextLong() >>> 24, 36) + "_";

    private static final AtomicLong COUNTER = new AtomicLong();

    private DatabaseNames() {}

    static long nextNumber() {
        return COUNTER.incrementAndGet();
    }
}
