package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.rule.ForeignKeyRules;
import io.schemaproof.assertions.rule.NamingRules;
import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.Rules;
import io.schemaproof.assertions.rule.TableRules;
import io.schemaproof.junit.SchemaTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.Events;

class ConventionsContractTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @TempDir
    private static Path store;

    @SchemaTest(migrations = FOLDER + "good")
    static class GoodTestCase implements ConventionsContract {}

    @SchemaTest(migrations = FOLDER + "bad")
    static class BadTestCase implements ConventionsContract {
        @Override
        public List<? extends Rule> conventions() {
            return List.of(
                    TableRules.havePrimaryKey(),
                    NamingRules.beSnakeCase(),
                    Rules.freeze(TableRules.haveComment()).in(store).creatingStore(),
                    ForeignKeyRules.beCoveredByIndex().allowEmptyShould(true));
        }
    }

    @SchemaTest(migrations = FOLDER + "bad")
    static class AboutNothingTestCase implements ConventionsContract {
        @Override
        public List<? extends Rule> conventions() {
            return List.of(ForeignKeyRules.beCoveredByIndex().allowEmptyShould(true));
        }
    }

    @Test
    void a_schema_that_keeps_the_rules_passes() {
        Events events = TestKit.execute(GoodTestCase.class);

        assertThat(events.failed().list()).isEmpty();
        assertThat(TestKit.names(events.succeeded()))
                .anyMatch(name -> name.startsWith("schema.foreign-key-without-index: "))
                .contains("the rules have found something to judge");
    }

    @Test
    void a_violation_fails_the_test_of_its_rule_and_what_is_frozen_passes() {
        Events events = TestKit.execute(BadTestCase.class);

        assertThat(events.failed().list()).singleElement().satisfies(event -> {
            assertThat(TestKit.name(event)).startsWith("schema.not-snake-case: ");
            assertThat(TestKit.message(event)).contains("was violated (1 time):", "column public.books.\"Title\"");
        });
        assertThat(TestKit.names(events.succeeded()))
                .anyMatch(name -> name.startsWith("schema.table-without-comment: "));
        assertThat(store.resolve("schema.table-without-comment.txt")).content().contains("table public.books");
        assertThat(events.aborted().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.message(event))
                        .endsWith("not run: there is nothing that this rule is about"));
    }

    @Test
    void rules_that_are_about_nothing_fail_together() {
        Events events = TestKit.execute(AboutNothingTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("the rules have found something to judge");
        assertThat(TestKit.message(events.failed().list().get(0)))
                .startsWith("None of 1 rule found anything to judge:");
    }
}
