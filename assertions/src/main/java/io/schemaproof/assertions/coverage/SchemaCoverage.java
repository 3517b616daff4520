package io.schemaproof.assertions.coverage;

import io.schemaproof.catalog.ObjectKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Record which objects of the database the assertions of a test class are about, nested classes included, log it, and fail
 * where they are too few.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * @SchemaCoverage(minimum = 80)
 * class OrdersSchemaTest { … }
 * }</pre>
 *
 * <p>The objects are those of the class's database ({@code @SchemaTest}), else of the databases asserted on. Nothing is
 * judged when a test of the class fails, or is aborted or disabled. Where there is no object, the class is aborted.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(CoverageExtension.class)
public @interface SchemaCoverage {

    /** The least share of the objects about which something must be asserted, in percent; 0 only reports. */
    double minimum() default 0;

    /** The kinds of objects that count; none named means all that a test can assert on. */
    ObjectKind[] kinds() default {};
}
