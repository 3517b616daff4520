package io.schemaproof.assertions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IndexRulesTest {

    private TestDatabase database;
    private Schema schema;

    @BeforeEach
    void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        schema = Schema.of(database.dataSource());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        schema.refresh();
    }

    private static List<String> violating(RuleResult result) {
        return result.objects().stream().map(ObjectId::identity).toList();
    }

    @Test
    @DisplayName("Trap 14: (a, b), (a, b DESC) and UNIQUE (a, b) are three different indexes")
    void order_and_uniqueness_make_indexes_different() throws SQLException {
        execute("CREATE TABLE t (a int, b int); CREATE INDEX plain ON t (a, b);"
                + " CREATE INDEX descending ON t (a, b DESC); CREATE UNIQUE INDEX uniq ON t (a, b)");

        assertThat(IndexRules.notBeDuplicate().evaluate(schema).isPassed()).isTrue();

        execute("CREATE INDEX plain_again ON t (a, b)");
        assertThat(IndexRules.notBeDuplicate().evaluate(schema).violations())
                .containsExactly(new Violation(
                        schema.catalog().index("plain_again").orElseThrow().id(),
                        "does what public.plain does",
                        Optional.of("DROP INDEX public.plain_again;")));
    }

    @Test
    @DisplayName("Trap 15: an index that repeats a unique one without being unique is redundant, the unique one is not")
    void a_unique_index_makes_its_repetition_redundant() throws SQLException {
        execute("CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX uniq ON t (a, b);"
                + " CREATE INDEX descending ON t (a, b DESC)");
        assertThat(IndexRules.notBeRedundant().evaluate(schema).isPassed()).isTrue();

        execute("CREATE INDEX plain ON t (a, b)");
        RuleResult result = IndexRules.notBeRedundant().evaluate(schema);
        assertThat(violating(result)).containsExactly("public.plain");
        execute(result.violations().get(0).suggestion().orElseThrow());
        assertThat(IndexRules.notBeRedundant().evaluate(schema).isPassed()).isTrue();
        assertThat(schema.catalog().index("uniq")).isPresent();
    }

    @Test
    void an_index_that_a_foreign_key_rests_on_is_found_but_not_dropped() throws SQLException {
        execute("CREATE TABLE t (a int NOT NULL CONSTRAINT u UNIQUE); CREATE TABLE s (a int REFERENCES t (a));"
                + " ALTER TABLE t ADD PRIMARY KEY (a)");

        assertThat(IndexRules.notBeDuplicate().evaluate(schema).violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.object().identity()).isEqualTo("public.u");
                    assertThat(violation.suggestion()).isEmpty();
                });
    }
}
