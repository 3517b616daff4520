package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.CatalogObject;
import java.util.Optional;

/** Compare what every object has: an owner and a comment. */
final class ObjectFacts {

    private ObjectFacts() {}

    /** @param statement as in {@code ALTER TABLE public.orders} */
    static Optional<Failure> owner(CatalogObject object, String role, String statement) {
        String expected = Names.quote(Names.column(role));
        String found = object.attribute("owner").orElse("nobody");
        return Names.column(found).equals(Names.column(role))
                ? Optional.empty()
                : Optional.of(Failure.expected("the owner to be " + expected)
                        .butWas(expected, found)
                        .suggest(statement + " OWNER TO " + expected + ";"));
    }

    static Optional<Failure> comment(CatalogObject object, String comment, String statement) {
        String found = object.attribute("comment").orElse("no comment");
        return object.attribute("comment").filter(comment::equals).isPresent()
                ? Optional.empty()
                : Optional.of(Failure.expected("a comment")
                        .butWas(comment, found)
                        .suggest(statement + " IS " + SqlText.literal(comment) + ";"));
    }

    static Optional<Failure> uncommented(CatalogObject object, String statement) {
        return object.attribute("comment")
                .map(found -> Failure.expected("no comment")
                        .butWas("no comment", found)
                        .suggest(statement + " IS NULL;"));
    }

    /** Any comment that is not blank. */
    static Optional<Failure> commented(CatalogObject object, String statement) {
        return object.attribute("comment").filter(comment -> !comment.isBlank()).isPresent()
                ? Optional.empty()
                : Optional.of(Failure.expected("a comment")
                        .butWas("a comment", "no comment")
                        .suggest(statement + " IS '…';"));
    }
}
