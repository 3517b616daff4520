package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that a schema is the one that the migrations give.
 *
 * @see DriftContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.DRIFT)
public @interface VerifyDrift {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** What it is compared with: a dump or a script for psql, or a folder of migrations, relative to the working directory; or a JDBC URL. */
    String against();
}
