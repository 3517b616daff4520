package io.schemaproof.catalog;

import java.util.List;

/**
 * An enum type.
 *
 * @since 0.1
 */
public final class EnumType extends TypedObject {

    EnumType(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The labels in their order. */
    public List<String> labels() {
        return labels(text("labels"));
    }

    /** Read a list of literals as the reader writes it: {@code 'new', 'it''s'}. */
    public static List<String> labels(String attribute) {
        return SqlText.splitTopLevel(attribute, ',').stream()
                .map(String::strip)
                .filter(literal -> !literal.isEmpty())
                .map(EnumType::unquote)
                .toList();
    }

    private static String unquote(String literal) {
        boolean escaped = literal.startsWith("E");
        String text = literal.substring(escaped ? 2 : 1, literal.length() - 1).replace("''", "'");
        return escaped ? text.replace("\\\\", "\\") : text;
    }
}
