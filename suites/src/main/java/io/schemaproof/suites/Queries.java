package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Name the folder with the queries of the services that run, for {@link QueryCompatibilityContract}. Subclasses inherit it, nested
 * classes take it from the class around them.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Queries {

    /** The folder, relative to the working directory, which is the module's folder for Maven and Gradle. */
    String value();
}
