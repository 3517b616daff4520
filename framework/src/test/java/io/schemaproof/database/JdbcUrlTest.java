package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/shop",
                "JDBC:mysql://host/shop",
                "postgres://me:hidden@host/shop",
                "postgresql://host/shop?sslmode=require",
                "host=db dbname=shop user=me password=hidden",
                "dbname = shop password='my hidden \\' one'",
                "Host=db;Port=5433;Username=me;Password=hidden;Database=shop;",
                "Server=db;User Id=me;Pwd=hidden",
                "user=me password=hidden"
            })
    void a_url_is_no_name_of_a_file(String text) {
        assertThat(JdbcUrl.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/migration",
                "postgres",
                "postgresql/migrations",
                "postgres:shop.dump",
                "jdbc",
                "day=1/at",
                "user=7/at",
                "a=b;c",
                "my host=files"
            })
    void a_name_of_a_file_is_no_url(String text) {
        assertThat(JdbcUrl.isOne(text)).isFalse();
    }

    @Test
    void one_of_libpq_is_not_connected_to_and_its_password_not_shown() {
        JdbcUrl url = new JdbcUrl("postgres://me:hidden@host/shop");

        assertThat(url.isSupported()).isFalse();
        assertThatThrownBy(url::connect)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "postgres://host/shop is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME,"
                                + " and keep the password in ~/.pgpass.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host=db dbname=shop user=me password=hidden                    | jdbc:postgresql://db/shop
            password='hid den' host='db' port=5433                         | jdbc:postgresql://db:5433/DATABASE
            Host=db;Port=5433;Username=me;Password="hidden";Database=shop; | jdbc:postgresql://db:5433/shop
            dbname=shop sslpassword=hidden                                 | jdbc:postgresql://HOST/shop
            """)
    void keywords_are_answered_with_a_url_and_their_password_is_not_shown(String text, String instead) {
        JdbcUrl database = new JdbcUrl(text);

        assertThat(database.isSupported()).isFalse();
        assertThat(database.insteadOfLibpq()).contains(instead + "?user=NAME");
        assertThat(database.toString()).isEqualTo(instead);
        assertThat(database.withoutSecrets("Of " + text + ": hidden, 'hid den' and hid den"))
                .startsWith("Of ***: ")
                .doesNotContain(text.contains("hid den") ? "hid den" : "hidden");
        assertThatThrownBy(database::connect)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(instead
                        + " is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and keep the"
                        + " password in ~/.pgpass.");
    }

    @Test
    void a_url_without_a_secret_may_be_shown() {
        assertThat(new JdbcUrl("jdbc:postgresql://host/shop")
                        .withoutSecrets("Cannot connect to jdbc:postgresql://host/shop: refused"))
                .isEqualTo("Cannot connect to jdbc:postgresql://host/shop: refused");
        assertThat(new JdbcUrl("jdbc:postgresql://host/shop?password=hidden")
                        .withoutSecrets("Of jdbc:postgresql://host/shop?password=hidden: hidden is wrong"))
                .isEqualTo("Of ***: *** is wrong");
    }
}
