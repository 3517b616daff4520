package io.schemaproof.assertions.rows;

import java.util.Optional;

/**
 * Ask whether a text is JSON, in the words of the server's version.
 *
 * @param before what must run before in the same transaction, which is rolled back
 * @param isNot the condition
 */
record JsonText(Optional<String> before, String isNot) {

    /** From here on the server has {@code IS JSON}. */
    private static final long IS_JSON = 160_000;

    static JsonText of(RowsSql rows, String text) {
        if (rows.number("SELECT current_setting('server_version_num')") >= IS_JSON) {
            return new JsonText(Optional.empty(), text + " IS NOT JSON");
        }
        return new JsonText(Optional.of("""
                CREATE FUNCTION pg_temp.schemaproof_is_json(candidate text) RETURNS boolean LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM candidate::json;
                  RETURN candidate IS NOT NULL;
                EXCEPTION WHEN data_exception THEN
                  RETURN false;
                END $$"""), "NOT pg_temp.schemaproof_is_json(" + text + ")");
    }
}
