package io.schemaproof.assertions.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedColumnsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passwordHash",
                "user_secret",
                "ssn",
                "customerSsn",
                "IBAN",
                "card_number",
                "apiKey",
                "api_key",
                "refresh_token",
                "cvv2_cvv",
                "pin",
                "pwd"
            })
    void names_of_secrets_hide(String column) {
        assertThat(with("").hides("public", "users", column)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "classname", "cardinality", "discarded", "shipping", "email", "opinion"})
    void other_names_do_not(String column) {
        assertThat(with("").hides("public", "users", column)).isFalse();
    }

    @Test
    void the_parameter_names_columns_and_tables_with_wildcards_and_exceptions() {
        MaskedColumns masks = with(" email, customers.notes , *_phone, legacy.users.*, !token_count");

        assertThat(masks.hides("public", "users", "EMAIL")).isTrue();
        assertThat(masks.hides("public", "customers", "notes")).isTrue();
        assertThat(masks.hides("public", "orders", "notes")).isFalse();
        assertThat(masks.hides("public", "orders", "home_phone")).isTrue();
        assertThat(masks.hides("legacy", "users", "id")).isTrue();
        assertThat(masks.hides("public", "users", "token_count")).isFalse();
    }

    @Test
    void what_a_test_says_goes_first() {
        assertThat(with("").masking("\"E Mail\"", "notes").hides("", "", "E Mail"))
                .isTrue();
        assertThat(with("").showing("token").hides("", "", "token")).isFalse();
        assertThat(with("email").showing("email").masking("email").hides("", "", "email"))
                .isTrue();
    }

    @Test
    void an_expression_is_hidden_that_names_a_hidden_column_or_the_whole_row() {
        List<String> hidden = List.of("ssn");

        assertThat(MaskedColumns.hidesExpression("lower(SSN)", "users", hidden)).isTrue();
        assertThat(MaskedColumns.hidesExpression("to_jsonb(users)", "users", hidden))
                .isTrue();
        assertThat(MaskedColumns.hidesExpression("row(u.*)", "users", hidden)).isTrue();
        assertThat(MaskedColumns.hidesExpression("U&\"s\\0073n\"", "users", hidden))
                .isTrue();
        assertThat(MaskedColumns.hidesExpression("classname || price * 2", "users", hidden))
                .isFalse();
        assertThat(MaskedColumns.hidesExpression("to_jsonb(users)", "users", List.of()))
                .isFalse();
    }

    private static MaskedColumns with(String value) {
        return MaskedColumns.of(Configuration.of(Map.of(ConfigurationParameters.MASKED_COLUMNS, value)));
    }
}
