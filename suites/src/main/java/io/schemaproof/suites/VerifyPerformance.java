package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that the queries of the services stay within limits after every migration; {@link Queries} names their folder.
 *
 * @see PerformanceContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.PERFORMANCE)
public @interface VerifyPerformance {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** The longest time in milliseconds, of the best of twenty executions; 0 for any. */
    long millis() default 100;

    /** The most pages of 8 KiB that a query may touch; 0 for any number. */
    long pages() default 0;

    /** Whether each table must be read by an index where its rows are searched. */
    boolean byIndex() default false;

    /** Rows that are generated for each table. */
    long rows() default 1_000;
}
