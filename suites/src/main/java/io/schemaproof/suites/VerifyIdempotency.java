package io.schemaproof.suites;

import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that every migration bears a second run as the policy says.
 *
 * @see IdempotencyContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.IDEMPOTENCY)
public @interface VerifyIdempotency {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** What a second run must do. */
    IdempotencyPolicy policy() default IdempotencyPolicy.REQUIRED;
}
