package io.schemaproof.junit;

import io.schemaproof.configuration.ConfigurationParameters;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Give each test of a class a private PostgreSQL database to which the migrations have been applied.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class OrdersSchemaTest {
 *   @Test
 *   void orders_have_a_customer(Schema schema, DSLContext sql) { … }
 * }
 * }</pre>
 *
 * <p>The server starts when the first test asks for something of it, and the migrations are applied once; each test then
 * gets a clone, which is dropped after the test. What a test may ask for is listed at {@link SchemaExtension}.
 *
 * <p>Subclasses inherit the annotation, nested classes take it from the class around them, and it may stand on an
 * interface or on an annotation of one's own. What it leaves out comes from the parameters of {@link
 * ConfigurationParameters}.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(SchemaExtension.class)
public @interface SchemaTest {

    /**
     * Folder of the migrations: {@code filesystem:path}, relative to the working directory (Maven's and Gradle's is the
     * module's folder); {@code classpath:path}; or a plain path, which is looked for in both, the file system first.
     * Default: {@value ConfigurationParameters#MIGRATIONS}.
     */
    String migrations() default "";

    /** Convention of the migrations, such as {@code flyway}. Default: {@value ConfigurationParameters#MIGRATIONS_FORMAT}. */
    String format() default "";

    /** PostgreSQL's major version, 14 to 18. Default: {@value ConfigurationParameters#DATABASE_VERSION}. */
    int version() default 0;

    /**
     * SQL file that runs before the migrations and makes what they expect to be there, found as {@link #migrations()} is.
     * Default: {@value ConfigurationParameters#BEFORE}.
     */
    String before() default "";

    /**
     * Dump of {@code pg_dump}, of any format, that each database begins with, rows too; found as {@link #migrations()} is.
     * Migrations that it holds, as the table of their tool says, are not applied; where there is no such table, all are.
     * Default: {@value ConfigurationParameters#START}.
     */
    String start() default "";

    /**
     * Folder with rows: {@code VERSION.sql} and {@code VERSION/SCHEMA.TABLE.csv} before the up of a version, {@code
     * VERSION.after.sql} and {@code VERSION.after/SCHEMA.TABLE.csv} after it; found as {@link #migrations()} is. Every test
     * has these rows. Default: {@value ConfigurationParameters#SEED}.
     */
    String seed() default "";
}
