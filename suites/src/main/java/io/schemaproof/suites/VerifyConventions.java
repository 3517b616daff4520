package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that names, keys, types and indexes keep the rules of {@link io.schemaproof.assertions.rule.SchemaRules}.
 *
 * @see ConventionsContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.CONVENTIONS)
public @interface VerifyConventions {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** Whether the rules that a project chooses count too, and not only those whose violations are faults. */
    boolean all() default false;

    /** Folder in which what violates a rule today is kept, relative to the working directory; without it nothing is frozen. */
    String frozenIn() default "";
}
