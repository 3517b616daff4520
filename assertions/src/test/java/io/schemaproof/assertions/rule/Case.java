package io.schemaproof.assertions.rule;

import java.util.List;

/**
 * A rule with tables that violate it and others that do not.
 *
 * @param bad SQL that makes the former, in a schema of its own
 * @param objects the violating objects, without the schema, sorted
 * @param good SQL that makes the latter, in a schema of its own
 * @param since the first version of the server that understands both
 */
record Case(ObjectRule<?> rule, String bad, List<String> objects, String good, int since) {

    static Case of(ObjectRule<?> rule, String bad, String objects, String good) {
        return new Case(rule, bad, List.of(objects.split("; ")), good, 0);
    }

    Case since(int version) {
        return new Case(rule, bad, objects, good, version);
    }

    /** The schema of one half. */
    String schema(String half) {
        return half + "_" + rule.id().replaceAll("[^a-z]", "_");
    }

    @Override
    public String toString() {
        return rule.id();
    }
}
