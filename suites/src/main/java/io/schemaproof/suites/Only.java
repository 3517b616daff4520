package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Narrow suites: {@code @VerifySafety(@Only(from = "7"))} one, and on a class all that are not narrowed themselves, or what
 * the class implements, such as {@link SafetyContract}. What was not checked, and
 * an up that fails, is never narrowed away.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Only {

    /** First version to look at; earlier ones are applied all the same. */
    String from() default "";

    /** Last version. */
    String to() default "";

    /** Schemas to look at, as messages name them; without any, all. */
    String[] schemas() default {};

    /** Objects to leave out, with what is part of them, as messages name them: {@code public.orders}. */
    String[] ignoring() default {};

    /** Rules to judge by, by their ids; without any, all. */
    String[] rules() default {};

    /** Rules to leave out, by their ids. */
    String[] withoutRules() default {};
}
