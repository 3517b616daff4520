package io.schemaproof.safety.instead;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.TypedObject;

/** Names for what is to be made beside something that is there. */
final class NewName {

    private NewName() {}

    /** A name made of an object's, in quotation marks where that needs them. */
    static String like(TypedObject object, String name) {
        return object.quotedName().startsWith("\"") ? SqlText.identifier(name) : name;
    }
}
