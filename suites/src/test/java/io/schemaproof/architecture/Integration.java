package io.schemaproof.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * A package that holds one third-party integration. ServiceLoader finds it, so that a missing jar harms nobody else.
 *
 * @param home the package
 * @param owned its libraries, which nobody else uses
 */
record Integration(String home, List<String> owned) {

    static final List<Integration> ALL = List.of(
            // Unpacks the servers published on Maven Central.
            new Integration(
                    "io.schemaproof.database.embedded..", List.of("org.apache.commons.compress..", "org.tukaani.xz..")),
            new Integration(
                    "io.schemaproof.database.testcontainers..",
                    List.of("org.testcontainers..", "com.github.dockerjava..")));

    DescribedPredicate<JavaClass> classes() {
        return resideInAPackage(home);
    }

    DescribedPredicate<JavaClass> libraries() {
        return resideInAnyPackage(owned.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return home;
    }
}
