package io.schemaproof.assertions.query;

import io.schemaproof.query.JoinMethod;
import java.util.function.Function;

/**
 * Two tables of a plan, of whose join something is to be said.
 *
 * @param <S> the assertion that goes on afterwards
 * @since 0.1
 */
public class PlanJoin<S> {

    private final Function<JoinMethod, S> check;

    PlanJoin(Function<JoinMethod, S> check) {
        this.check = check;
    }

    /** Require that every join that brings the two together is of this method. Fails if nothing joins them. */
    public S by(JoinMethod method) {
        return check.apply(method);
    }
}
