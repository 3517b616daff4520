package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.SchemaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Allure's history follows a test of the user's own by what it is run for, not by its number. */
@Isolated("changes Allure's global lifecycle")
class StableIdentityTest {

    @TempDir
    private static Path folder;

    private static List<TestResult> first;
    private static List<TestResult> again;
    private static List<TestResult> reversed;

    /** What the decoys are run for. */
    private static List<String> tables = List.of();

    @BeforeAll
    static void execute() throws IOException {
        first = run("first", List.of("books", "authors", "books"));
        again = run("again", List.of("books", "authors", "books"));
        reversed = run("reversed", List.of("shelves", "books", "authors", "books"));
    }

    private static List<TestResult> run(String name, List<String> values) throws IOException {
        tables = values;
        return AllureRun.of(folder.resolve(name), ParameterizedTestCase.class);
    }

    @Test
    void a_second_try_is_the_same_test() {
        assertThat(identities(again)).hasSize(9).isEqualTo(identities(first));
    }

    @Test
    void each_argument_keeps_its_history_wherever_it_stands() {
        Map<String, String> before = identities(first);
        Map<String, String> after = identities(reversed);

        assertThat(after).hasSize(11).containsAllEntriesOf(before);
        assertThat(after.values()).doesNotHaveDuplicates();
    }

    @Test
    void nothing_of_a_place_in_memory_or_of_a_number_is_a_parameter() {
        assertThat(reversed)
                .flatExtracting(TestResult::getParameters)
                .isNotEmpty()
                .noneMatch(parameter -> parameter.getValue().matches(".*(?:@[0-9a-f]{4,}|#\\d+]).*"));
    }

    @Test
    void all_tests_of_a_class_are_in_one_suite() {
        assertThat(reversed)
                .flatExtracting(TestResult::getLabels)
                .filteredOn(label -> label.getName().equals("suite"))
                .extracting(Label::getValue)
                .containsOnly(ParameterizedTestCase.class.getCanonicalName());
    }

    @Test
    void nothing_that_was_only_kept_while_a_test_ran_is_written() {
        assertThat(reversed)
                .allSatisfy(test -> assertThat(test.getLabels())
                        .extracting(Label::getName)
                        .contains("epic", "feature")
                        .noneMatch(name -> name.startsWith("schemaproof")));
    }

    /** By method, value, and how many there were of that value before it. */
    private static Map<String, String> identities(List<TestResult> results) {
        Map<String, String> identities = new TreeMap<>();
        results.stream().sorted(Comparator.comparingLong(TestResult::getStart)).forEach(test -> {
            String name = test.getTitlePath()
                    + test.getName().replaceFirst(" \\[\\d+]|number.*", "")
                    + test.getParameters().stream().map(Parameter::getValue).toList();
            int same = 1;
            while (identities.containsKey(name + same)) {
                same++;
            }
            identities.put(name + same, test.getHistoryId());
        });
        return identities;
    }

    @SchemaTest(migrations = "classpath:examples/bookshop")
    static class ParameterizedTestCase {

        static Stream<Arguments> tables() {
            List<String> all = new ArrayList<>(tables);
            if (all.size() > 3) {
                Collections.reverse(all);
            }
            return all.stream().map(table -> Arguments.of(table, new String[] {table}));
        }

        @ParameterizedTest
        @MethodSource("tables")
        void for_each(String table, String[] more, Configuration configuration, TestInfo info) {}

        @ParameterizedTest(name = "number {index}")
        @MethodSource("tables")
        void by_number(String table, String[] more) {}

        @RepeatedTest(1)
        void repeated() {}

        @TestFactory
        Stream<DynamicTest> made() {
            return Stream.of(DynamicTest.dynamicTest("one", () -> {}), DynamicTest.dynamicTest("two", () -> {}));
        }
    }
}
