package io.schemaproof.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * A package that holds one third-party integration. ServiceLoader finds it, so that a missing jar harms nobody else.
 *
 * @param module of which it is
 * @param home the package
 * @param owned its libraries, which nobody else uses
 * @param shared libraries that come with these, and that others may use too
 */
record Integration(Module module, String home, List<String> owned, List<String> shared) {

    static final List<Integration> ALL = List.of(
            // Unpacks the servers published on Maven Central.
            new Integration(
                    Module.FRAMEWORK,
                    "io.schemaproof.database.embedded..",
                    List.of("org.apache.commons.compress..", "org.tukaani.xz.."),
                    List.of()),
            new Integration(
                    Module.FRAMEWORK,
                    "io.schemaproof.database.testcontainers..",
                    List.of("org.testcontainers..", "com.github.dockerjava.."),
                    List.of()),
            // Applies Flyway's migrations by Flyway itself.
            new Integration(
                    Module.FRAMEWORK, "io.schemaproof.migration.flyway..", List.of("org.flywaydb.."), List.of()),
            new Integration(
                    Module.FRAMEWORK, "io.schemaproof.migration.liquibase..", List.of("liquibase.."), List.of()),
            // Judges values by a JSON Schema; its values are Jackson's.
            new Integration(
                    Module.ASSERTIONS,
                    "io.schemaproof.assertions.json.networknt..",
                    List.of("com.networknt.."),
                    List.of("com.fasterxml.jackson..")));

    DescribedPredicate<JavaClass> classes() {
        return resideInAPackage(home);
    }

    DescribedPredicate<JavaClass> libraries() {
        return resideInAnyPackage(owned.toArray(String[]::new));
    }

    /** What its classes may use. */
    DescribedPredicate<JavaClass> permitted() {
        return module.permitted().or(libraries()).or(resideInAnyPackage(shared.toArray(String[]::new)));
    }

    @Override
    public String toString() {
        return home;
    }
}
