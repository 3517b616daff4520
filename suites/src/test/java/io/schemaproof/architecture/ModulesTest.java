package io.schemaproof.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may use whom among the modules, and which libraries. */
class ModulesTest {

    @ParameterizedTest
    @FieldSource("io.schemaproof.architecture.Module#ALL")
    void a_module_uses_only_what_its_row_of_the_table_says(Module module) {
        classes()
                .that(module.classes())
                .and(not(integrations()))
                .should()
                .onlyDependOnClassesThat(module.permitted())
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @FieldSource("io.schemaproof.architecture.Module#ALL")
    void the_rules_see_the_classes_of_a_module(Module module) {
        assertThat(Production.CLASSES.that(module.classes()).size()).isGreaterThanOrEqualTo(module.minimum());
    }

    @Test
    void every_class_belongs_to_a_module() {
        DescribedPredicate<JavaClass> known =
                DescribedPredicate.or(Module.ALL.stream().map(Module::classes).toList());

        assertThat(Production.CLASSES.that(not(known)))
                .as("classes in a package that no module of %s names", Module.class.getSimpleName())
                .isEmpty();
    }

    /** Each integration has libraries of its own: {@link LayersTest} has their rules. */
    private static DescribedPredicate<JavaClass> integrations() {
        return DescribedPredicate.or(
                Integration.ALL.stream().map(Integration::classes).toList());
    }
}
