package io.schemaproof.assertions.mutation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ask of a {@code @SchemaTest} class, or of one of its methods, whether it would notice if the schema were weaker: run it
 * again against mutants of the schema, each weakened in one place, and fail where too many survive.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * @SchemaMutation(maximum = 100)
 * class OrdersSchemaTest { … }
 * }</pre>
 *
 * <p>The runs share static fields with the first one, and call {@code @BeforeAll} and {@code @AfterAll} again. So a single
 * method, or a nested class, of a class with such methods cannot be mutated alone.
 *
 * <p>Only databases that {@code @SchemaTest} gives are mutated. A class whose tests do not all pass is not mutated. Needs
 * {@code org.junit.platform:junit-platform-launcher} on the class path.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(MutationExtension.class)
public @interface SchemaMutation {

    /** The kinds of mutants; none named means all. */
    MutationKind[] kinds() default {};

    /** The greatest number of mutants, each of which is a run of the tests; the others are reported as skipped. */
    int maximum() default SchemaMutations.MAXIMUM;

    /** The least share of the mutants that must be killed, in percent; 0 only reports. */
    double minimumKilled() default 100;
}
