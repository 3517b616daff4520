package io.schemaproof.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaPackage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What no class of the project does, whatever its layer. */
class HouseRulesTest {

    @Test
    void every_package_is_null_marked() {
        Set<JavaPackage> packages =
                Production.CLASSES.stream().map(type -> type.getPackage()).collect(Collectors.toSet());

        assertThat(packages)
                .hasSizeGreaterThan(10)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    @Test
    void messages_go_through_slf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Production.CLASSES);
    }

    @Test
    void nobody_but_the_launcher_prints() {
        noClasses()
                .that(not(resideInAPackage("io.schemaproof.suites.launcher..")))
                .should(ACCESS_STANDARD_STREAMS)
                .check(Production.CLASSES);
    }

    @Test
    void the_date_and_the_default_random_source_decide_nothing() {
        noClasses()
                .that(not(resideInAPackage("io.schemaproof.database..")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .because("two runs of one input give one result; a name that must be unique is given in database")
                .check(Production.CLASSES);
    }

    @Test
    void the_machines_language_decides_nothing() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .because("Locale.ROOT says what is meant")
                .check(Production.CLASSES);
    }

    @Test
    void values_do_not_change() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(
                                "io.schemaproof.catalog..", "io.schemaproof.diff..", "io.schemaproof.rule..")
                        // Handles, not values: an open transaction, a schema that is read when first asked, and what a
                        // reader knows of a database that it reads again and again.
                        .and(not(simpleName("ReaderTransaction")
                                .or(simpleName("Schema"))
                                .or(simpleName("IncrementalCatalogReader"))
                                .or(simpleName("CatalogTracks"))
                                .or(simpleName("Step")))))
                .should()
                .beFinal()
                .check(Production.CLASSES);
    }
}
