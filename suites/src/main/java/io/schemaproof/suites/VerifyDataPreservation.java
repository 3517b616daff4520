package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that rows survive every migration.
 *
 * @see DataPreservationContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.DATA_PRESERVATION)
public @interface VerifyDataPreservation {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;
}
