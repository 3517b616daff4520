package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that the whole history can be applied, from nothing and from dumps, and ends in one schema.
 *
 * @see UpgradeContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.UPGRADE)
public @interface VerifyUpgrade {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** Dumps of what is deployed, relative to the working directory. */
    String[] starts() default {};
}
