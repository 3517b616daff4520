package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Function;

/**
 * Demand something of functions.
 *
 * @since 0.1
 */
public final class FunctionsShould extends ObjectsShould<Function, FunctionsShould> {

    FunctionsShould(Selection<Function> selection) {
        super(selection);
    }

    /** Demand a search path that no caller can change. */
    public ObjectRule<Function> haveFixedSearchPath() {
        return satisfy(Conditions.fixedSearchPath());
    }

    /** Demand a language. */
    public ObjectRule<Function> beWrittenIn(String language) {
        return satisfy(
                "be written in " + language,
                function -> function.language().equals(language),
                function -> "is written in " + function.language());
    }

    /** Demand that they run with the rights of the caller. */
    public ObjectRule<Function> beSecurityInvoker() {
        return satisfy(
                "be SECURITY INVOKER",
                function -> !function.isSecurityDefiner(),
                function -> "is SECURITY DEFINER",
                function -> "ALTER ROUTINE " + function.identity() + " SECURITY INVOKER;");
    }
}
