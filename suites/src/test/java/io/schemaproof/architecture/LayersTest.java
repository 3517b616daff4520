package io.schemaproof.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of the data through the framework: a stage uses the values of those before it, and never those after it. */
class LayersTest {

    /** The stages in their order. */
    static final List<String> STAGES = Stream.of(
                    "base",
                    "configuration",
                    "database",
                    "migration",
                    "catalog",
                    "diff",
                    "query",
                    "data",
                    // Compares structure and rows of what it restores; a verification may begin with what it restores.
                    "backup",
                    "trace",
                    "rule",
                    "safety",
                    "verify",
                    "junit")
            .map(name -> "io.schemaproof." + name + "..")
            .toList();

    static Stream<String> earlierStages() {
        return STAGES.stream().limit(STAGES.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("earlierStages")
    void nothing_flows_back(String stage) {
        String[] later = IntStream.range(STAGES.indexOf(stage) + 1, STAGES.size())
                .mapToObj(STAGES::get)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(stage)
                .should()
                .dependOnClassesThat(resideInAnyPackage(later))
                .check(Production.CLASSES);
    }

    @Test
    void no_package_depends_on_itself_through_others() {
        slices().matching("io.schemaproof.(**)").should().beFreeOfCycles().check(Production.CLASSES);
    }

    @ParameterizedTest
    @FieldSource("io.schemaproof.architecture.Integration#ALL")
    void an_integration_is_imported_by_nobody(Integration integration) {
        noClasses()
                .that(not(integration.classes()))
                .should()
                .dependOnClassesThat(integration.classes())
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @FieldSource("io.schemaproof.architecture.Integration#ALL")
    void the_libraries_of_an_integration_are_used_there_alone(Integration integration) {
        noClasses()
                .that(not(integration.classes()))
                .should()
                .dependOnClassesThat(integration.libraries())
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @FieldSource("io.schemaproof.architecture.Integration#ALL")
    void an_integration_adds_no_libraries_but_its_own(Integration integration) {
        classes()
                .that(integration.classes())
                .should()
                .onlyDependOnClassesThat(integration.permitted())
                .check(Production.CLASSES);
    }

    @Test
    void few_know_the_driver() {
        noClasses()
                .that(not(resideInAPackage("io.schemaproof.database.."))
                        // Sends scripts unsplit where their tool does, and reads the parts of a server's error message.
                        .and(not(resideInAPackage("io.schemaproof.migration..")))
                        // Asks the driver whether a transaction is open, which JDBC does not tell.
                        .and(not(resideInAPackage("io.schemaproof.catalog..")))
                        // Streams COPY.
                        .and(not(resideInAPackage("io.schemaproof.query.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("org.postgresql.."))
                .check(Production.CLASSES);
    }
}
