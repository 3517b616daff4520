package io.schemaproof.verify.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ErrorSubject;
import io.schemaproof.migration.StatementError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of PostgreSQL's messages, as its sources have them; the audit's tests meet the usual ones on a server. */
class NamedObjectTest {

    private static StatementError error(String message) {
        return new StatementError(
                "42P01",
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "a.sql",
                1,
                1,
                ErrorSubject.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "relation \"app.t\" does not exist | relation app.t",
                "column \"c\" of relation \"t\" does not exist | column c of t",
                "column t.c does not exist | column t.c",
                "column \"c\" referenced in foreign key constraint does not exist | column c",
                "function f(integer, text) does not exist | function f(integer, text)",
                "trigger \"g\" for table \"t\" does not exist | trigger g of t",
                "schema \"s\" does not exist | schema s",
            })
    void what_is_missing_is_read_from_the_message(String message, String object) {
        assertThat(NamedObject.missing(error(message)))
                .map(NamedObject::toString)
                .contains(object);
        assertThat(NamedObject.present(error(message))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "relation \"t\" already exists | relation t",
                "function \"f\" already exists with same argument types | function f",
                "constraint \"k\" for relation \"t\" already exists | constraint k of t",
                "column \"c\" of relation \"t\" already exists | column c of t",
            })
    void what_is_there_already_is_read_from_the_message(String message, String object) {
        assertThat(NamedObject.present(error(message)))
                .map(NamedObject::toString)
                .contains(object);
        assertThat(NamedObject.missing(error(message))).isEmpty();
    }

    @Test
    void other_messages_name_nothing() {
        assertThat(NamedObject.missing(error("missing FROM-clause entry for table \"t\"")))
                .isEmpty();
        assertThat(NamedObject.missing(error("operator does not exist: integer = text")))
                .isEmpty();
        assertThat(NamedObject.present(error("division by zero"))).isEmpty();
    }
}
