package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas that were not written for this, and one of many tables. */
class RealSchemasTest {

    private static final String VEHICLES = "io/schemaproof/fixtures/vehicles/";
    private static final String BOOKSHOP = "examples/bookshop/";

    @ParameterizedTest
    @EnumSource
    void bookshop(RowCharacter character) throws IOException, SQLException {
        StringBuilder schema = new StringBuilder();
        for (String step :
                List.of("1_create_catalogue", "2_add_orders", "3_count_sales", "4_require_isbn", "5_search_titles")) {
            schema.append(read(BOOKSHOP + "000" + step + ".up.sql")).append(";\n");
        }
        fill(schema.toString(), character);
    }

    @ParameterizedTest
    @EnumSource
    void vehicles_before(RowCharacter character) throws IOException, SQLException {
        fill(read(VEHICLES + "before.sql"), character);
    }

    @ParameterizedTest
    @EnumSource
    void vehicles_after(RowCharacter character) throws IOException, SQLException {
        fill(read(VEHICLES + "migrations/001_create_vehicle_database.sql"), character);
    }

    @Test
    void many_tables() throws SQLException {
        StringBuilder schema = new StringBuilder();
        for (int i = 0; i < 136; i++) {
            schema.append(
                    "CREATE TABLE t" + i + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint"
                            + (i == 0 ? "" : " REFERENCES t" + i / 2)
                            + ", updated_at timestamptz NOT NULL DEFAULT now(), a bigint,"
                            + " b text NOT NULL, c numeric(12,2), d boolean, e date, f jsonb NOT NULL, g varchar(80), h uuid);\n");
        }
        try (RowDatabase database = RowDatabase.of(schema.toString())) {
            GeneratedRows rows = database.fill(RowRequest.of(100));

            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
            assertThat(rows.added()).isEqualTo(13_600);
        }
    }

    private static void fill(String schema, RowCharacter character) throws SQLException {
        try (RowDatabase database = RowDatabase.of(schema)) {
            GeneratedRows rows = database.fill(RowRequest.of(50).withCharacter(character));

            assertThat(rows.filled()).isNotEmpty();
            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RealSchemasTest.class.getClassLoader().getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
