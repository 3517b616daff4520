package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.SchemaTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class QueryCompatibilityContractTest {

    private static final String FOLDER = "src/test/resources/queries/";

    @Queries(FOLDER + "services")
    static class Around {
        @SchemaTest(migrations = FOLDER + "migrations")
        static class BooksTestCase implements QueryCompatibilityContract {}
    }

    @Test
    void what_breaks_a_query_fails_and_what_does_not_passes() {
        Events events = TestKit.execute(Around.BooksTestCase.class);

        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("queries of 1 books", "queries of 2 price");
        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(TestKit.name(event)).isEqualTo("queries of 3 name");
            assertThat(TestKit.message(event))
                    .contains(
                            "3_name.up.sql:1  error queries.broken",
                            "The query by_title of the service catalogue (services/catalogue.sql:2) is refused");
        });
    }

    @Queries(FOLDER + "services")
    @Retention(RetentionPolicy.RUNTIME)
    @interface House {}

    @House
    static class ComposedTestCase implements QueryCompatibilityContract {}

    @Test
    void the_folder_may_be_named_by_an_annotation_of_ones_own() {
        assertThat(new ComposedTestCase().queries(Configuration.of(Map.of())).services())
                .containsExactly("catalogue");
    }

    @Test
    void a_folder_that_nobody_names_is_missed() {
        QueryCompatibilityContract nobody = new QueryCompatibilityContract() {};

        assertThatThrownBy(() -> nobody.queries(Configuration.of(Map.of())))
                .hasMessage("Nobody says where the queries are: write @Queries(\"…\"), or set schemaproof.queries.");
        assertThat(nobody.queries(Configuration.of(Map.of("schemaproof.queries", FOLDER + "services")))
                        .services())
                .containsExactly("catalogue");
    }
}
