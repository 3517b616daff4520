package io.schemaproof.assertions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRulesTest extends OneDatabase {

    KeyRulesTest() {
        super("""
                CREATE TABLE users (id serial PRIMARY KEY, name text);
                CREATE TABLE accounts (user_id int PRIMARY KEY REFERENCES users, parent_id int REFERENCES accounts);
                CREATE TABLE logins (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id int REFERENCES accounts);
                CREATE TABLE events (id int PRIMARY KEY, user_id int REFERENCES users) PARTITION BY RANGE (id);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000);
                CREATE TABLE other (id bigserial PRIMARY KEY, user_id bigint REFERENCES users);
                """);
    }

    @Test
    void a_key_gets_room_with_all_that_holds_its_numbers() throws SQLException {
        RuleResult small = KeyRules.haveRoom().evaluate(schema);
        assertThat(small.objects())
                .extracting(ObjectId::identity)
                .as("the key of a partition is the one of its table")
                .containsExactly("public.accounts.user_id", "public.events.id", "public.logins.id", "public.users.id");
        assertThat(small.violations())
                .filteredOn(violation -> violation.object().identity().equals("public.users.id"))
                .singleElement()
                .satisfies(
                        violation -> assertThat(violation.suggestion())
                                .contains(
                                        "ALTER TABLE public.users ALTER COLUMN id TYPE bigint USING id::bigint;"
                                                + " ALTER SEQUENCE public.users_id_seq AS bigint;"
                                                + " ALTER TABLE public.accounts ALTER COLUMN user_id TYPE bigint USING user_id::bigint;"
                                                + " ALTER TABLE public.events ALTER COLUMN user_id TYPE bigint USING user_id::bigint;"
                                                + " ALTER TABLE public.accounts ALTER COLUMN parent_id TYPE bigint USING parent_id::bigint;"
                                                + " ALTER TABLE public.logins ALTER COLUMN account_id TYPE bigint USING account_id::bigint;"));

        assertThat(ForeignKeyRules.haveTypesOfReferencedColumns()
                        .evaluate(schema)
                        .violations())
                .as("a column that has more room than the key is not made narrower")
                .filteredOn(violation -> violation.object().identity().startsWith("public.other."))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.message())
                            .isEqualTo("user_id is bigint and references public.users.id, which is integer");
                    assertThat(violation.suggestion().orElse(""))
                            .startsWith("ALTER TABLE public.users ALTER COLUMN id TYPE bigint")
                            .doesNotContain("TYPE integer");
                });

        for (Violation violation : small.violations()) {
            if (violation.suggestion().isPresent()) {
                execute(violation.suggestion().get());
            }
        }
        schema.refresh();

        assertThat(KeyRules.haveRoom().evaluate(schema).violations())
                .as("the server refuses another type for the key of a partitioned table")
                .containsExactly(new Violation(
                        new ObjectId(ObjectKind.COLUMN, "public.events.id"),
                        "is integer, the only column of the primary key",
                        Optional.empty()));
        assertThat(ForeignKeyRules.haveTypesOfReferencedColumns()
                        .evaluate(schema)
                        .isPassed())
                .isTrue();
        execute(
                "SELECT setval('users_id_seq', 2147483647), setval('logins_id_seq', 2147483647);"
                        + " INSERT INTO users (name) VALUES ('a'); INSERT INTO accounts SELECT id FROM users;"
                        + " INSERT INTO logins (account_id) SELECT user_id FROM accounts; INSERT INTO events VALUES (1, 2147483648)");
    }
}
