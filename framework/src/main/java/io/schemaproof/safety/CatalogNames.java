package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.trace.TracedRelation;

/** Names of what a catalogue holds, as traces and statements write them. */
final class CatalogNames {

    private CatalogNames() {}

    /** As {@link TracedRelation#qualifiedName}, of what a catalogue holds. */
    static String qualifiedName(TypedObject object) {
        return object.schema() + "." + object.name();
    }

    /** The name alone of what belongs to a table or a view, such as a policy. */
    static String nameIn(TypedObject whole, CatalogObject part) {
        return part.id().identity().substring(whole.identity().length() + 1);
    }

    /** A function or a procedure, behind the word that says which of the two it is. */
    static String routine(Function function) {
        return (function.kind() == ObjectKind.PROCEDURE ? "PROCEDURE " : "FUNCTION ") + function.signature();
    }
}
