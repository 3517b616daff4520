package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Function;

/**
 * Choose functions, procedures and aggregates.
 *
 * @since 0.1
 */
public final class FunctionsThat extends ObjectsThat<Function, FunctionsShould, FunctionsThat> {

    FunctionsThat(Selection<Function> selection) {
        super(selection);
    }

    @Override
    FunctionsThat with(Selection<Function> next) {
        return new FunctionsThat(next);
    }

    @Override
    FunctionsShould should(Selection<Function> chosen) {
        return new FunctionsShould(chosen);
    }

    /** Choose those that run with the rights of their owner. */
    public FunctionsThat areSecurityDefiner() {
        return satisfy("are SECURITY DEFINER", Function::isSecurityDefiner);
    }

    /** Choose those in a language: {@code sql}, {@code plpgsql}… */
    public FunctionsThat areWrittenIn(String language) {
        return satisfy(
                "are written in " + language, function -> function.language().equals(language));
    }

    /** Choose functions that triggers call. */
    public FunctionsThat areTriggerFunctions() {
        return satisfy(
                "are trigger functions",
                function -> function.returns().filter("trigger"::equals).isPresent());
    }
}
