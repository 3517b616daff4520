package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssumptions.assumeThat;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_PRIMARY_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.coverage.Coverage;
import io.schemaproof.assertions.coverage.CoverageRecorder;
import io.schemaproof.assertions.coverage.Touch;
import io.schemaproof.assertions.mutation.MutationReport;
import io.schemaproof.assertions.mutation.SchemaMutations;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Condition;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/assertj.md} and {@code docs/coverage-and-mutation.md}. */
class AssertJExamplesTest {

    /** As jOOQ's generator writes it, in part. */
    static final class Options extends TableImpl<Record> {
        private static final long serialVersionUID = 1L;
        final TableField<Record, Integer> YEAR = createField(DSL.name("year"), SQLDataType.INTEGER, this, "");

        Options() {
            super(DSL.name("options"));
        }
    }

    private static final Options OPTIONS = new Options();

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void soft() {
        assertThatThrownBy(() -> {
                    SchemaSoftAssertions softly = new SchemaSoftAssertions();
                    softly.assertThat(schema)
                            .table("options")
                            .column("year")
                            .hasType("int")
                            .isNotNullable();
                    softly.assertThat(schema).table("optoins").column("price").hasType("numeric(10,2)"); // one failure
                    softly.assertThat(schema)
                            .table(
                                    "engines",
                                    engines -> engines.hasPrimaryKey("id").hasUniqueKey("name"));
                    softly.assertAll();
                })
                .hasMessageContaining("Expected table optoins to exist")
                .hasMessageContaining("(1 failure)");
    }

    @Nested
    @ExtendWith(SoftAssertionsExtension.class)
    class OptionsTest {

        @InjectSoftAssertions
        SchemaSoftAssertions softly;

        @Test
        void options() {
            softly.assertThat(schema).table("options").hasPrimaryKey("id");
            softly.assertThat(schema).rows("options").hasAtLeast(1);
        }
    }

    @Test
    void assumptions() {
        assumeThat(schema).rows("options").hasAtLeast(1_000); // otherwise the test is aborted, not failed
    }

    @Test
    void descriptions() {
        Condition<Table> small = new Condition<>(table -> table.columns().size() < 20, "small");

        assertThat(schema)
                .as("shop")
                .because("reports join on it")
                .table("options")
                .is(small)
                .satisfies(table -> assertThat(table.schema()).isEqualTo("public"))
                .column("year")
                .isNotNullable();
        assertThatThrownBy(() -> assertThat(schema)
                        .as("shop")
                        .because("reports join on it")
                        .table("options")
                        .column("year")
                        .hasType("text"))
                .satisfies(error -> assertThat(page("assertj"))
                        .contains("```text\n" + Failures.withoutDatabase(error.getMessage()) + "\n```"));
    }

    @Test
    void jooq() {
        assertThat(schema).table(OPTIONS).column(OPTIONS.YEAR).hasType("int");
    }

    @Test
    void coverage() throws SQLException {
        try (TestDatabase orders = Vehicles.orders()) {
            Schema schema = Schema.of(orders.dataSource());
            Coverage coverage = CoverageRecorder.record(
                    schema, () -> assertThat(schema).table("orders").hasPrimaryKey("id"));
            assertThat(coverage.objects(Touch.UNTOUCHED)).hasSize(14);
        }
    }

    @Test
    void mutation() throws SQLException {
        try (TestDatabase database = Vehicles.orders()) {
            MutationReport report = SchemaMutations.of(database)
                    .kinds(DROP_PRIMARY_KEY)
                    .run(mutated -> assertThat(mutated).table("orders").hasPrimaryKey("id"));
            assertThat(report.killed()).isEqualTo(1);
            assertThat(report.survivors()).hasSize(1);
        }
    }

    @Test
    void the_pages_quote_these_examples() throws IOException {
        // A formatter breaks lines as it likes.
        String source = joined(source("AssertJExamplesTest") + source("AnnotationExamplesTest"));
        for (String page : List.of("assertj", "coverage-and-mutation")) {
            List<String> examples = new ArrayList<>();
            Matcher fence =
                    Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL).matcher(page(page));
            while (fence.find()) {
                examples.add(fence.group(1));
            }
            assertThat(examples).hasSizeGreaterThanOrEqualTo(4).allSatisfy(example -> {
                for (String part : example.split("class OrdersCoverageTest|class OrdersMutationTest", -1)) {
                    assertThat(source).contains(joined(part.replaceAll("^ \\{$", "")));
                }
            });
        }
    }

    private static String source(String name) throws IOException {
        return Files.readString(
                Path.of("src/test/java/io/schemaproof/assertions/" + name + ".java"), StandardCharsets.UTF_8);
    }

    private static String joined(String code) {
        return code.replace("@Nested", "").replaceAll("\\s+", "");
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("../docs/" + name + ".md"), StandardCharsets.UTF_8);
    }
}
