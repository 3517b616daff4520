package io.schemaproof.assertions;

/** A check that is to fail, for tests whose helper makes the object; {@link EveryVerbIsTestedTest} counts it as failing. */
public interface Failing<A> {
    void of(A assertion);
}
