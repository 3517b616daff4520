package io.schemaproof.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a check observed.
 *
 * @param rule id, such as {@code roundtrip.leaves-trace}; ids are never reused
 * @param severity its weight
 * @param object the database object, quoted as PostgreSQL would; empty where no single object is meant
 * @param file path relative to the verified folder; empty where no file is meant
 * @param line line in the file, counted from 1; 0 where no line is meant
 * @param message what happened and why it matters, with the real figures
 * @param remedy what to write instead; empty text where there is nothing to say
 * @param facts the figures behind the message, in the order in which they should be shown
 * @since 0.1
 */
public record Finding(
        String rule,
        Severity severity,
        Optional<String> object,
        Optional<String> file,
        int line,
        String message,
        String remedy,
        Map<String, String> facts) {

    public Finding {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Return the same with other words. */
    public Finding withMessage(String changed) {
        return new Finding(rule, severity, object, file, line, changed, remedy, facts);
    }

    /** Return the same with one figure more, at the end; one of that name is written over. */
    public Finding withFact(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Finding(rule, severity, object, file, line, message, remedy, more);
    }
}
