package io.schemaproof.verify.audit;

import io.schemaproof.verify.result.Place;
import java.util.Optional;

/**
 * Why a statement failed, and what has to do with it.
 *
 * @param kind what is wrong
 * @param object what is missing, or there already, as the server names it
 * @param madeBy the file that makes the object
 * @param consequenceOf the failed statement that this one follows from; empty where this one is a root
 * @param text the same in words
 * @since 0.1
 */
public record Cause(
        CauseKind kind, Optional<String> object, Optional<String> madeBy, Optional<Place> consequenceOf, String text) {

    static Cause root(CauseKind kind, String text) {
        return new Cause(kind, Optional.empty(), Optional.empty(), Optional.empty(), text);
    }
}
