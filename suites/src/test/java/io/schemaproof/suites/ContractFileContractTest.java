package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class ContractFileContractTest {

    @SchemaTest(migrations = "classpath:drift")
    static class KeptTestCase implements ContractFileContract {
        @Override
        public Path contract() {
            return Path.of("src/test/resources/contracts/kept.yaml");
        }
    }

    @SchemaTest(migrations = "classpath:drift")
    static class BrokenTestCase implements ContractFileContract {
        @Override
        public Path contract() {
            return Path.of("src/test/resources/contracts/broken.yaml");
        }
    }

    @SchemaTest(migrations = "classpath:drift")
    @VerifyContractFile(file = "src/test/resources/contracts/broken.yaml")
    static class SuiteTestCase implements MigrationSuite {}

    @SchemaTest(migrations = "classpath:drift")
    @VerifyContractFile(file = "src/test/resources/contracts/nowhere.yaml")
    static class NowhereTestCase implements MigrationSuite {}

    @Test
    void each_part_of_a_contract_that_is_kept_passes() {
        Events events = TestKit.execute(KeptTestCase.class);

        assertThat(events.failed().list()).isEmpty();
        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .contains("the tables of schema public", "table public.a", "the number of rows of public.a");
    }

    @Test
    void what_is_broken_fails_a_test_of_its_own_which_names_the_line() {
        Events events = TestKit.execute(BrokenTestCase.class);

        assertThat(events.failed().list())
                .extracting(TestKit::name)
                .containsExactly("table public.a", "rows of public.a: all satisfy id > 0");
        assertThat(events.failed().list())
                .extracting(TestKit::message)
                .satisfiesExactly(
                        table -> assertThat(table)
                                .startsWith("[" + Path.of("src/test/resources/contracts/broken.yaml")
                                        + ":7:7 · column public.a.id]\nExpected"),
                        rows -> assertThat(rows).contains("broken.yaml:11:14", "none: nothing was checked"));
    }

    @Test
    void the_suite_runs_the_same_tests() {
        Events events = TestKit.execute(SuiteTestCase.class);

        assertThat(TestKit.names(events.succeeded()))
                .containsExactlyElementsOf(
                        TestKit.names(TestKit.execute(BrokenTestCase.class).succeeded()))
                .contains("the tables of schema public");
        assertThat(TestKit.names(events.failed()))
                .containsExactly("table public.a", "rows of public.a: all satisfy id > 0");
        assertThat(TestKit.message(events.failed().list().get(0))).contains("broken.yaml:7:7 · column public.a.id]");
        assertThat(events.aborted().list()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_fails_the_suite() {
        Events events = TestKit.execute(NowhereTestCase.class);

        assertThat(events.succeeded().list()).isEmpty();
        assertThat(events.failed().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.message(event)).contains("nowhere.yaml"));
    }
}
