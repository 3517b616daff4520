package io.schemaproof.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the five modules.
 *
 * @param name its folder
 * @param minimum fewer classes than this, and the import has gone wrong: a rule about nothing is always kept
 * @param packages its packages, in ArchUnit's notation
 * @param usable what else its main code may use, beside the JDK and JSpecify
 */
record Module(String name, int minimum, List<String> packages, List<String> usable) {

    private static final Module FIXTURES =
            new Module("fixtures", 1, List.of("io.schemaproof.fixtures.."), List.of("org.junit.jupiter.api.."));

    /** The libraries of a single integration are not here: see {@link Integration}. */
    static final Module FRAMEWORK = new Module(
            "framework",
            30,
            LayersTest.STAGES,
            List.of(
                    "org.postgresql..",
                    "org.jooq..",
                    "org.slf4j..",
                    "org.junit.jupiter.api..",
                    "org.junit.platform..",
                    // TOML, as Flyway reads it.
                    "com.fasterxml.jackson..",
                    // The exceptions of JUnit's API: what aborts a test stands there.
                    "org.opentest4j.."));

    static final Module ASSERTIONS = new Module(
            "assertions",
            1,
            List.of("io.schemaproof.assertions.."),
            and(
                    FRAMEWORK.packages,
                    "org.assertj..",
                    // the exceptions that an IDE shows as a difference
                    "org.opentest4j..",
                    // what stands before an assertion object that is watched; AssertJ brings it
                    "net.bytebuddy..",
                    // coverage and mutation are extensions; the launcher runs a class again against each mutant
                    "org.junit.jupiter.api..",
                    "org.junit.platform..",
                    "org.slf4j..",
                    // contracts in files
                    "org.snakeyaml.engine..",
                    // names as jOOQ generates them, accepted beside text
                    "org.jooq.."));

    private static final Module REPORTS = new Module(
            "reports",
            1,
            List.of("io.schemaproof.reports.."),
            and(FRAMEWORK.packages, "io.qameta.allure..", "com.fasterxml.jackson.."));

    private static final Module SUITES = new Module(
            "suites",
            1,
            List.of("io.schemaproof.suites.."),
            and(FRAMEWORK.packages, "io.schemaproof.assertions..", "org.junit..", "picocli.."));

    static final List<Module> ALL = List.of(FIXTURES, FRAMEWORK, ASSERTIONS, REPORTS, SUITES);

    /** Classes of this module. */
    DescribedPredicate<JavaClass> classes() {
        return resideInAnyPackage(packages.toArray(String[]::new)).as(name);
    }

    /** Classes that this module may use. Arrays of primitive types have no package. */
    DescribedPredicate<JavaClass> permitted() {
        String[] permitted = Stream.of(
                        packages, usable, List.of("java..", "javax.sql..", "javax.crypto..", "org.jspecify..", ""))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return resideInAnyPackage(permitted).as("what %s may use", name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> and(List<String> packages, String... more) {
        return Stream.concat(packages.stream(), Stream.of(more)).toList();
    }
}
