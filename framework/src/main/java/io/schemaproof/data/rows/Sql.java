package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.util.Collection;
import java.util.stream.Collectors;

/** Write what generated rows are made of into SQL. */
final class Sql {

    private Sql() {}

    /** A constant array of texts in the form that every element type reads. */
    static String array(Collection<String> texts, char delimiter) {
        return SqlText.literal(texts.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(String.valueOf(delimiter), "{", "}")));
    }

    /** A number from 0 on that depends on the row's number in no visible way. */
    static String hash(String number, long salt) {
        return "(hashint8extended(" + number + ", " + salt + ") & 9223372036854775807)";
    }
}
