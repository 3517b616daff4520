package io.schemaproof.suites;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prove that the schema is the one that a contract file describes.
 *
 * @see io.schemaproof.assertions.contract.SchemaContract
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@AsksFor(Suite.CONTRACT_FILE)
public @interface VerifyContractFile {

    /** What of it is looked at; by default what {@link Only} on the class says. */
    Only value() default @Only;

    /** The contract, relative to the working directory. */
    String file();
}
