package io.schemaproof.suites;

import io.schemaproof.configuration.ConfigurationParameters;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Run suites on a folder of migrations, without a line of code:
 *
 * <pre>{@code
 * @SelectMigrations("db/migration")
 * class MigrationsTest {}
 * }</pre>
 *
 * <p>Schemaproof's own test engine runs the class, beside Jupiter's; nothing has to be said for that. Without further annotations it runs {@link
 * Suite#usual()}; {@link VerifySafety} and its like choose, and {@link Only} narrows. What this annotation leaves out comes from the
 * parameters of {@link ConfigurationParameters}.
 *
 * @see MigrationSuite
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Testable
public @interface SelectMigrations {

    /**
     * Folder of the migrations: {@code filesystem:path}, relative to the working directory; {@code classpath:path}; or a plain path, which is
     * looked for in both, the file system first. Default: {@value ConfigurationParameters#MIGRATIONS}.
     */
    String value() default "";

    /** Convention of the migrations, such as {@code flyway}. Default: {@value ConfigurationParameters#MIGRATIONS_FORMAT}. */
    String format() default "";

    /** PostgreSQL's major version, 14 to 18. Default: {@value ConfigurationParameters#DATABASE_VERSION}. */
    int version() default 0;

    /** SQL file that runs before the migrations, found as they are. Default: {@value ConfigurationParameters#BEFORE}. */
    String before() default "";

    /** Dump to begin with, found as the migrations are. Default: {@value ConfigurationParameters#START}. */
    String start() default "";

    /** Folder with rows by version, found as the migrations are. Default: {@value ConfigurationParameters#SEED}. */
    String seed() default "";
}
