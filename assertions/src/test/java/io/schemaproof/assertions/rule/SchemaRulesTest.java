package io.schemaproof.assertions.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every rule of the library: where it is violated, where it is not, and that what it suggests mends it. */
class SchemaRulesTest {

    private static TestDatabase database;
    private static Schema schema;
    private static int version;

    @BeforeAll
    static void create() throws SQLException {
        database = withAllCases();
        schema = Schema.of(database.dataSource());
        schema.catalog();
        try (Connection connection = database.connect()) {
            version = connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    private static TestDatabase withAllCases() throws SQLException {
        TestDatabase made = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        try (Connection connection = made.connect();
                Statement statement = connection.createStatement()) {
            for (Case each : of(connection)) {
                for (String half : List.of("bad", "good")) {
                    String name = each.schema(half);
                    statement.execute("CREATE SCHEMA " + name + "; SET search_path = " + name + ";"
                            + (half.equals("bad") ? each.bad() : each.good()));
                }
            }
        }
        return made;
    }

    /** What the server is too old for is left out. */
    private static List<Case> of(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        return Cases.ALL.stream().filter(each -> each.since() <= version).toList();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @FieldSource("io.schemaproof.assertions.rule.Cases#ALL")
    void finds_what_it_is_for_and_nothing_else(Case each) {
        assumeTrue(version >= each.since(), "the server is too old for " + each);
        RuleResult bad = each.rule().onlyIn(each.schema("bad")).evaluate(schema);
        RuleResult good = each.rule().onlyIn(each.schema("good")).evaluate(schema);

        assertThat(bad.objects())
                .extracting(id -> id.toString().replace(each.schema("bad") + ".", ""))
                .containsExactlyElementsOf(each.objects());
        assertThat(good.violations()).isEmpty();
        assertThat(good.judged())
                .as("a case in which the rule judged something")
                .isPositive();
    }

    @Test
    void what_they_suggest_runs_and_mends() throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        try (TestDatabase mended = withAllCases();
                Connection connection = mended.connect();
                Statement statement = connection.createStatement()) {
            Schema view = Schema.of(mended.dataSource());
            List<Case> complete = new ArrayList<>();
            for (Case each : of(connection)) {
                List<Violation> violations = new ArrayList<>(
                        each.rule().onlyIn(each.schema("bad")).evaluate(view).violations());
                // Parts first: a table that is renamed takes their names along.
                Collections.reverse(violations);
                for (Violation violation : violations) {
                    if (violation.suggestion().isPresent()) {
                        softly.assertThatCode(() ->
                                        statement.execute(violation.suggestion().get()))
                                .as(violation.describe())
                                .doesNotThrowAnyException();
                    }
                }
                if (violations.stream()
                        .allMatch(violation -> violation.suggestion().isPresent())) {
                    complete.add(each);
                }
            }
            view.refresh();
            for (Case each : complete) {
                softly.assertThat(each.rule()
                                .onlyIn(each.schema("bad"))
                                .evaluate(view)
                                .violations())
                        .as(each.toString())
                        .isEmpty();
            }
            softly.assertThat(complete).hasSizeGreaterThan(40);
        }
        softly.assertAll();
    }

    @Test
    void every_rule_of_the_library_has_a_case_and_an_id_of_its_own() throws IOException {
        Set<String> tested = Cases.ALL.stream().map(each -> each.rule().id()).collect(Collectors.toSet());
        List<String> ids = SchemaRules.all().stream().map(ObjectRule::id).toList();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        assertThat(tested)
                .hasSameSizeAs(Cases.ALL)
                .containsAll(ids.stream()
                        .filter(id -> !Set.of("schema.invalid-index", "schema.extension-in-public")
                                .contains(id))
                        .toList());
        String page = Files.readString(Path.of("../docs/rules.md"), StandardCharsets.UTF_8);
        assertThat(Stream.concat(ids.stream(), tested.stream()))
                .allSatisfy(id -> assertThat(page).contains("| `" + id + "` |"));
    }

    @Test
    void an_invalid_index_and_an_extension_in_public() throws SQLException {
        try (TestDatabase own = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = own.connect();
                Statement statement = connection.createStatement()) {
            Schema view = Schema.of(own.dataSource());
            statement.execute("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (1); CREATE EXTENSION hstore");
            assertThatThrownBy(() -> statement.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (x)"))
                    .isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> IndexRules.beValid().check(view))
                    .hasMessageContaining("index public.i is INVALID");
            assertThatThrownBy(() ->
                            SecurityRules.notBeInPublic().includingExtensions().check(view))
                    .hasMessageContaining("extension hstore is in public");

            for (Rule rule : List.of(IndexRules.beValid(), SecurityRules.notBeInPublic())) {
                statement.execute(
                        rule.evaluate(view).violations().get(0).suggestion().orElseThrow());
            }
            view.refresh();
            assertThat(IndexRules.beValid()
                            .allowEmptyShould(true)
                            .evaluate(view)
                            .isPassed())
                    .isTrue();
            SecurityRules.notBeInPublic().check(view);
        }
    }

    @Test
    void many_rules_report_together_and_an_empty_database_fails() throws SQLException {
        String bad = TypeRules.noMoney().id().replaceAll("[^a-z]", "_");
        assertThatThrownBy(() -> SchemaRules.check(
                        schema,
                        TypeRules.noMoney().onlyIn("bad_" + bad),
                        TypeRules.noJson().onlyIn("bad_" + bad),
                        TableRules.haveSeveralColumns().onlyIn("bad_" + bad)))
                .hasMessage("""
                        Rule 'columns should not be money, because its currency is a setting of the server' was violated (1 time):
                        column bad_schema_money.a.x is money
                          Suggested: ALTER TABLE bad_schema_money.a ALTER COLUMN x TYPE numeric(19,2) USING x::numeric;

                        Rule 'tables that are neither partitions nor foreign should have at least two columns, because such a table is often left over, or should be an enum type or a domain' was violated (1 time):
                        table bad_schema_money.a has one column""");

        try (TestDatabase empty = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            assertThatThrownBy(() -> SchemaRules.check(Schema.of(empty.dataSource()), SchemaRules.all()))
                    .hasMessageContaining("rules found anything to judge");
        }
    }
}
