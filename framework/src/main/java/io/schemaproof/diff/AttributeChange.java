package io.schemaproof.diff;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judge what it means that an attribute has another value. */
final class AttributeChange {

    /** Attributes that hold an expression or a query as the server writes it. */
    private static final Set<String> EXPRESSIONS = Set.of(
            "definition",
            "expression",
            "default",
            "generation expression",
            "predicate",
            "expressions",
            "using",
            "with check",
            "where");

    /** In other languages white space may have a meaning. */
    private static final Set<String> FREE_LAYOUT = Set.of("sql", "plpgsql");

    private static final String NOT_VALID = " NOT VALID";

    private AttributeChange() {}

    static Change.Altered of(CatalogObject before, CatalogObject after, String attribute) {
        Optional<String> from = before.attribute(attribute);
        Optional<String> to = after.attribute(attribute);
        ChangeKind kind = ChangeKind.ofAttribute(attribute);
        Weight weight = Weight.SIGNIFICANT;
        if (from.isPresent() && to.isPresent()) {
            if (isLayout(before, after, attribute, from.get(), to.get())) {
                kind = ChangeKind.LAYOUT;
                weight = Weight.COSMETIC;
            } else if (EXPRESSIONS.contains(attribute) && ExpressionSpelling.isSame(from.get(), to.get())) {
                kind = ChangeKind.SPELLING;
                weight = Weight.COSMETIC;
            } else if (before.id().kind() == ObjectKind.ENUM_TYPE
                    && attribute.equals("labels")
                    && onlyGained(EnumType.labels(from.get()), EnumType.labels(to.get()))) {
                kind = ChangeKind.ENUM_VALUE_ADDED;
            } else if (before.id().kind() == ObjectKind.CONSTRAINT
                    && attribute.equals("definition")
                    && from.get().equals(to.get() + NOT_VALID)) {
                kind = ChangeKind.VALIDATED;
            }
        }
        return new Change.Altered(before.id(), attribute, from, to, weight, kind);
    }

    private static boolean isLayout(
            CatalogObject before, CatalogObject after, String attribute, String from, String to) {
        Optional<String> language = before.attribute("language");
        return attribute.equals("body")
                && language.isPresent()
                && language.equals(after.attribute("language"))
                && FREE_LAYOUT.contains(language.get())
                && SqlTokens.of(from).equals(SqlTokens.of(to));
    }

    /** Whether the former labels are all there, in the same order, among others. */
    private static boolean onlyGained(List<String> from, List<String> to) {
        return to.size() > from.size()
                && to.stream().filter(from::contains).toList().equals(from);
    }
}
