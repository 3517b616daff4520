package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader is sent to the statement that is meant, where two tables have something of one name. */
class PlaceTest {

    private static final String TEXT = """
            -- public.orders.id
            ALTER TABLE lines DROP COLUMN id;
            ALTER TABLE orders
              -- id
              DROP COLUMN id;
            ALTER TABLE "Order Items" DROP COLUMN "id";
            UPDATE lines SET number = 1;
            """;

    private static Script script(String text) {
        return new Script(
                Path.of("2.sql"), "2.sql", text, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            public.lines.id, 2
            public.orders.id, 5
            public."Order Items".id, 6
            public.others.id, 2
            public.others.number, 7
            """)
    void a_column_is_looked_for_beside_its_table(String column, int line) {
        assertThat(Place.mentioned(script(TEXT), new ObjectId(ObjectKind.COLUMN, column)))
                .contains(new Place("2.sql", line));
    }

    @Test
    void what_is_not_named_has_no_place() {
        assertThat(Place.mentioned(script(TEXT), new ObjectId(ObjectKind.COLUMN, "public.orders.total")))
                .isEmpty();
    }

    @Test
    void a_text_that_nobody_can_take_apart_is_looked_through_as_a_whole() {
        assertThat(Place.mentioned(
                        script("SELECT 1;\nALTER TABLE orders DROP id; SELECT 'open"),
                        new ObjectId(ObjectKind.COLUMN, "public.orders.id")))
                .contains(new Place("2.sql", 2));
    }
}
