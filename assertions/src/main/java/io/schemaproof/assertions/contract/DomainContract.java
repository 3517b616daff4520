package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a domain has to be.
 *
 * @param type the base type
 * @param collation empty where it must be the base type's own
 * @param checks conditions on VALUE, each of which holds for every value that is stored
 * @since 0.1
 */
public record DomainContract(
        String type,
        boolean isNullable,
        Optional<String> collation,
        Optional<String> defaultExpression,
        List<String> checks,
        Optional<String> comment) {

    public DomainContract {
        checks = List.copyOf(checks);
    }

    /** A domain that allows NULL and has neither a default nor a check. */
    public static DomainContract domain(String type) {
        return new DomainContract(type, true, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** The same, NOT NULL. */
    public DomainContract notNull() {
        return new DomainContract(type, false, collation, defaultExpression, checks, comment);
    }

    /** The same with a collation that is not the base type's own. */
    public DomainContract collate(String other) {
        return new DomainContract(type, isNullable, Optional.of(other), defaultExpression, checks, comment);
    }

    /** The same with a default. */
    public DomainContract withDefault(String expression) {
        return new DomainContract(type, isNullable, collation, Optional.of(expression), checks, comment);
    }

    /** The same with a check. */
    public DomainContract check(String condition) {
        return new DomainContract(
                type, isNullable, collation, defaultExpression, TableConstraints.and(checks, condition), comment);
    }

    /** The same with a comment. */
    public DomainContract withComment(String text) {
        return new DomainContract(type, isNullable, collation, defaultExpression, checks, Optional.of(text));
    }
}
