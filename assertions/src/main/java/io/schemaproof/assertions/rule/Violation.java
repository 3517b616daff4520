package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.TypedObject;
import java.util.Optional;

/**
 * One object that does not keep a rule.
 *
 * @param object which one
 * @param message what is wrong, as a phrase that follows the object's name: {@code has no primary key}
 * @param suggestion SQL that would repair it, with its semicolon; empty where only somebody who knows the data can say
 * @since 0.1
 */
public record Violation(ObjectId object, String message, Optional<String> suggestion) {

    /** Say what is wrong with an object. */
    public static Violation of(TypedObject object, String message) {
        return new Violation(object.id(), message, Optional.empty());
    }

    /** Return the same with SQL that would repair it. */
    public Violation suggesting(String sql) {
        return suggesting(Optional.of(sql));
    }

    /** Return the same with the SQL that would repair it, if there is one. */
    Violation suggesting(Optional<String> sql) {
        return new Violation(object, message, sql);
    }

    /** Say it on one line, or on two where there is a suggestion. */
    public String describe() {
        return object + " " + message
                + suggestion.map(sql -> "\n  Suggested: " + sql).orElse("");
    }
}
