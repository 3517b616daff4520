package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.upgrade.Upgrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class UpgradeContractTest {

    private static final String FOLDER = "src/test/resources/suites/good";

    private static final String DEPLOYED =
            "CREATE TABLE public.schema_migrations (version bigint PRIMARY KEY, dirty boolean);\n"
                    + "INSERT INTO public.schema_migrations VALUES (1, false);\n"
                    + "CREATE TABLE public.authors (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name %s);\n";

    private static StartingPoint dump(String type) {
        try {
            Path dump = Files.createTempFile("schemaproof", ".sql");
            dump.toFile().deleteOnExit();
            return StartingPoint.of(Files.writeString(dump, DEPLOYED.formatted(type)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SchemaTest(migrations = FOLDER)
    static class DeployedTestCase implements UpgradeContract {
        @Override
        public Upgrade upgrade(Upgrade upgrade) {
            return upgrade.startingWith(dump("text NOT NULL"));
        }
    }

    @SchemaTest(migrations = FOLDER)
    static class OtherTestCase implements UpgradeContract {
        @Override
        public Upgrade upgrade(Upgrade upgrade) {
            return upgrade.startingWith(dump("text"));
        }
    }

    @SchemaTest(migrations = FOLDER)
    static class UpToDateTestCase implements UpgradeContract {
        @Override
        public Upgrade upgrade(Upgrade upgrade) {
            return upgrade.to("1").startingWith(dump("text"));
        }
    }

    @SchemaTest(migrations = "classpath:audits")
    static class FailingTestCase implements UpgradeContract {}

    @Test
    void a_history_that_ends_in_one_schema_passes_version_by_version() {
        Events events = TestKit.execute(DeployedTestCase.class);

        assertThat(TestKit.names(events.succeeded()))
                .satisfiesExactly(
                        name -> assertThat(name).isEqualTo("upgrade to 1 authors from nothing"),
                        name -> assertThat(name).isEqualTo("upgrade to 2 books from nothing"),
                        name -> assertThat(name).startsWith("upgrade to 2 books from the dump "),
                        name -> assertThat(name).isEqualTo("the schema at the end is that of a new database"));
        assertThat(events.failed().count() + events.aborted().count()).isZero();
    }

    @Test
    void an_end_that_is_another_fails_with_what_differs() {
        Events events = TestKit.execute(OtherTestCase.class);

        assertThat(events.failed().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.message(event))
                        .contains("different there: column public.authors.name became nullable"));
    }

    @Test
    void a_dump_that_holds_all_migrations_is_compared_too() {
        Events events = TestKit.execute(UpToDateTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("the schema at the end is that of a new database");
        assertThat(TestKit.message(events.failed().list().get(0)))
                .contains("different there: column public.authors.name became nullable");
        assertThat(TestKit.names(events.aborted())).containsExactly("upgrade");
        assertThat(TestKit.message(events.aborted().list().get(0))).contains(" holds all migrations already.");
    }

    @Test
    void after_an_up_that_fails_the_others_are_skipped() {
        Events events = TestKit.execute(FailingTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("upgrade to 1 orders from nothing");
        assertThat(TestKit.message(events.failed().list().get(0)))
                .startsWith("The up fails where only ups have run before:\n1_orders.sql:2:1 ERROR 42P01");
        assertThat(TestKit.names(events.aborted()))
                .containsExactly(
                        "upgrade to 2 customers from nothing",
                        "upgrade to 3 rows from nothing",
                        "from what is deployed");
        assertThat(TestKit.message(events.aborted().list().get(0)))
                .endsWith("not run: 1 orders before it was not applied");
    }
}
