package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.result.MigrationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file beside a script says to Flyway, by the files read here and by Flyway's own library. */
class FlywayScriptSettingsTest {

    private static final String DOWN = "DROP TABLE a;";

    @TempDir
    private Path root;

    private void file(String name, String text) {
        try {
            Files.writeString(root.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<MigrationResult> verify(String format) {
        return RoundTrip.of(MigrationReader.read(root, format)).evaluate().migrations();
    }

    private List<String> words(String format) {
        return verify(format).stream().map(result -> result.verdict().word()).toList();
    }

    private String message(String format) {
        return verify(format).get(0).findings().get(0).message();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "flyway-library"})
    void a_transaction_that_is_demanded_is_opened_around_what_cannot_run_in_one(String format) {
        file("V1__index.sql", "CREATE INDEX CONCURRENTLY ON pg_temp.nothing (id);");
        file("V1__index.sql.conf", "executeInTransaction=true");

        assertThat(message(format)).contains("CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "flyway-library"})
    void a_project_that_asks_for_no_transactions_has_none_for_any_script(String format) {
        file("flyway.conf", "flyway.executeInTransaction=false");
        file("V1__a.sql", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);");
        file("U1__a.sql", DOWN);
        file("V2__b.sql", "CREATE INDEX CONCURRENTLY a_id2 ON a (id);");
        file("U2__b.sql", "DROP INDEX a_id2;");
        file("V2__b.sql.conf", "executeInTransaction=true");

        assertThat(words(format)).containsExactly("ok", "ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "flyway-library"})
    void placeholders_of_one_script_are_left_as_they_are(String format) {
        file("V1__a.sql", "CREATE TABLE a (template text DEFAULT '${name}');");
        file("V1__a.sql.conf", "placeholderReplacement=false");
        file("U1__a.sql", DOWN);

        assertThat(words(format)).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "flyway-library"})
    void placeholders_of_one_script_are_replaced_in_a_project_that_replaces_none(String format) {
        file("flyway.conf", "flyway.placeholderReplacement=false");
        file("V1__a.sql", "SELECT '${name}';");
        file("V1__a.sql.conf", "placeholderReplacement=true");

        assertThat(message(format)).contains("No value provided for placeholder: ${name}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "flyway-library"})
    void a_placeholder_is_known_in_capital_and_in_small_letters(String format) {
        file("flyway.conf", "flyway.placeholders.Kind=text");
        file("V1__a.sql", "CREATE TABLE a (one ${kind}, other ${KIND});");
        file("U1__a.sql", DOWN);

        assertThat(words(format)).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flyway.executeInTransaction=false -> V1__a.sql.conf says flyway.executeInTransaction, which Flyway does not know of a script, and refuses."
                        + " It knows executeInTransaction, placeholderReplacement, shouldExecute and encoding; correct the name, or take the line out.",
                "executeInTransaction=no -> V1__a.sql.conf says executeInTransaction=no, which Flyway refuses; write true or false."
            })
    void what_flyway_refuses_is_refused(String example) {
        String[] parts = example.split(" -> ", -1);
        file("V1__a.sql", "CREATE TABLE a (id int);");
        file("V1__a.sql.conf", parts[0]);

        assertThatThrownBy(() -> verify("flyway"))
                .isInstanceOf(MigrationException.class)
                .hasMessage(parts[1]);
        assertThat(message("flyway-library")).containsPattern("Unknown configuration property|Invalid value");
    }

    @Test
    void a_script_that_is_run_under_a_condition_is_not_run_here() {
        file("V1__a.sql", "CREATE TABLE a (id int);");
        file("V1__a.sql.conf", "shouldExecute=${place}==prod");

        assertThat(words("flyway")).containsExactly("inconclusive");
        assertThat(message("flyway")).startsWith("Not run: shouldExecute=${place}==prod in its .conf.");
    }
}
