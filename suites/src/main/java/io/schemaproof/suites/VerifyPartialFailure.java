package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that every migration can be tried again when it was stopped half way.
 *
 * @see PartialFailureContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.PARTIAL_FAILURE)
public @interface VerifyPartialFailure {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;
}
