package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class DriftContractTest {

    private static final String SCHEMA = "CREATE TABLE public.a (id int PRIMARY KEY);\n";

    static SchemaSource dump(String sql) {
        try {
            Path dump = Files.createTempFile("schemaproof", ".sql");
            dump.toFile().deleteOnExit();
            Files.writeString(dump, sql);
            return SchemaSource.of(StartingPoint.of(dump));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SchemaTest(migrations = "classpath:drift")
    static class SameTestCase implements DriftContract {
        @Override
        public SchemaSource against() {
            return dump(SCHEMA);
        }
    }

    @SchemaTest(migrations = "classpath:drift")
    static class OtherTestCase implements DriftContract {
        @Override
        public SchemaSource against() {
            return dump(SCHEMA.replace("int ", "bigint ") + "CREATE TABLE public.b (id int);"
                    + " CREATE TABLE public.c (id int);");
        }

        @Override
        public Drift drift(Drift drift) {
            return drift.ignoring("public.c", "it is kept");
        }
    }

    @Test
    void a_schema_that_is_the_same_passes() {
        Events events = TestKit.execute(SameTestCase.class);

        assertThat(events.failed().list()).isEmpty();
        assertThat(events.succeeded().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.name(event)).startsWith("no drift: "));
    }

    @Test
    void each_object_that_differs_fails_a_test_of_its_own() {
        Events events = TestKit.execute(OtherTestCase.class);

        assertThat(events.succeeded().list()).isEmpty();
        assertThat(events.failed().list())
                .extracting(TestKit::name)
                .containsExactly("drift of table public.a", "drift of table public.b");
        assertThat(events.failed().list())
                .extracting(TestKit::message)
                .satisfiesExactly(
                        a -> assertThat(a).contains("different there: column public.a.id: type changed", "to   bigint"),
                        b -> assertThat(b)
                                .startsWith("table public.b\n  extra there: table public.b (1 column)\n"
                                        + "    to mend it there: DROP TABLE public.b;\n2 differences in 2 objects: "));
    }
}
