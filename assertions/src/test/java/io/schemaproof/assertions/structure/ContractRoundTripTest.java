package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.contract.ContractSchema;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SchemaPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is described is read back as the same, and the schema that was described fulfils it. */
class ContractRoundTripTest {

    @TempDir
    private static Path folder;

    private static Fixture fixture;
    private static Path file;

    @BeforeAll
    static void create() throws SQLException, IOException {
        fixture = new Fixture("");
        fixture.execute(NastySchema.sql(fixture.serverVersion()));
        file = folder.resolve("app.yaml");
        Files.writeString(file, describe());
    }

    @AfterAll
    static void drop() throws SQLException {
        fixture.close();
    }

    private static String describe() {
        return SchemaContract.describe(fixture.schema().catalog(), "\"App\"").toYaml();
    }

    @Test
    void what_was_written_is_read_as_the_same_contract() {
        assertThat(SchemaContract.read(file))
                .isEqualTo(SchemaContract.describe(fixture.schema().catalog(), "\"App\""));
    }

    @Test
    void the_schema_fulfils_its_description() {
        assertThat(fixture.schema())
                .matches(file)
                .schema("\"App\"")
                .matches(file)
                .matches(SchemaContract.read(file));
        assertThat(fixture.schema()).table("\"App\".\"Order \"\"Lines\"").matches(file);
    }

    /** What migrations leave unfilled is filled where they run, by a job or by hand. */
    @Test
    void a_materialized_view_that_was_described_unfilled_may_be_filled() throws IOException, SQLException {
        assertThat(Files.readString(file)).contains("  later:\n    materialized: true\n    unfilled: passes\n");

        fixture.execute("REFRESH MATERIALIZED VIEW \"App\".later");
        try {
            assertThat(fixture.schema()).matches(file);
        } finally {
            fixture.execute("REFRESH MATERIALIZED VIEW \"App\".later WITH NO DATA");
        }
    }

    @Test
    void what_is_written_without_comments_can_be_read() throws IOException {
        SchemaContract described = SchemaContract.describe(fixture.schema().catalog(), "\"App\"");
        SchemaContract narrowed = described.only(
                SchemaPart.TABLES,
                SchemaPart.VIEWS,
                SchemaPart.ENUMS,
                SchemaPart.DOMAINS,
                SchemaPart.SEQUENCES,
                SchemaPart.FUNCTIONS);

        assertThat(described.toYaml()).contains("comment: open", "comment: who", "comment: same");
        assertThat(narrowed.toYaml()).doesNotContain("comment:");
        assertThat(fixture.schema()).matches(Files.writeString(folder.resolve("narrowed.yaml"), narrowed.toYaml()));
    }

    @Test
    void an_editor_finds_no_fault_in_it() throws IOException {
        assertThat(ContractSchema.violations(Files.readString(file))).isEmpty();
    }

    @Test
    void writing_it_again_gives_the_same_bytes() throws IOException {
        assertThat(describe()).isEqualTo(Files.readString(file));
        assertThat(SchemaContract.read(file).toYaml()).isEqualTo(Files.readString(file));
    }
}
