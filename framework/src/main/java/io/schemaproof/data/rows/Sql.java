package io.schemaproof.data.rows;

import java.util.Collection;
import java.util.stream.Collectors;

/** Write constants into SQL; the sessions of ours have {@code standard_conforming_strings} on. */
final class Sql {

    private Sql() {}

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String name(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** A constant array of texts in the form that every element type reads. */
    static String array(Collection<String> texts, char delimiter) {
        return literal(texts.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(String.valueOf(delimiter), "{", "}")));
    }

    /** A number from 0 on that depends on the row's number in no visible way. */
    static String hash(String number, long salt) {
        return "(hashint8extended(" + number + ", " + salt + ") & 9223372036854775807)";
    }
}
