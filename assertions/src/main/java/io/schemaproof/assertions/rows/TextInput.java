package io.schemaproof.assertions.rows;

import io.schemaproof.base.SqlText;
import java.util.Optional;

/**
 * Ask whether a text can be read as a value of a type, in the words of the server's version.
 *
 * @param before what must run before in the same transaction, which is rolled back
 * @param isNot the condition
 */
record TextInput(Optional<String> before, String isNot) {

    /** From here on the server has {@code pg_input_is_valid}. */
    private static final long INPUT_IS_VALID = 160_000;

    /** @param type which the server knows, so that it is nothing else that is written into a function */
    static TextInput of(RowsSql rows, String text, String type) {
        if (rows.number("SELECT current_setting('server_version_num')") >= INPUT_IS_VALID) {
            return new TextInput(
                    Optional.empty(), "NOT pg_catalog.pg_input_is_valid(" + text + ", " + SqlText.literal(type) + ")");
        }
        // Assigned and not cast: a cast to varchar(3) would cut a longer text off.
        return new TextInput(
                Optional.of("""
                CREATE FUNCTION pg_temp.schemaproof_is_input(candidate text) RETURNS boolean LANGUAGE plpgsql AS $$
                BEGIN
                  DECLARE
                    value TYPE_NAME := candidate;
                  BEGIN
                    RETURN candidate IS NOT NULL;
                  END;
                EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                  RETURN false;
                END $$""".replace("TYPE_NAME", type)), "NOT pg_temp.schemaproof_is_input(" + text + ")");
    }
}
