package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that no migration that others may have applied is edited or gone, and that new ones come behind.
 *
 * @see HistoryContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.HISTORY)
public @interface VerifyHistory {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** Revision of git that holds what may be applied elsewhere, such as {@code origin/main}. */
    String since() default "";

    /** Whether {@code schemaproof.lock} must be there and hold every migration. */
    boolean recorded() default false;
}
