package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Shop.failsWith;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.KeyCover;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreign keys that rules over the catalogue alone misjudge. */
class ForeignKeyCoverTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        StringBuilder sql = new StringBuilder("""
                CREATE TABLE one (a int PRIMARY KEY);
                CREATE TABLE two (a int, b int, PRIMARY KEY (a, b));
                CREATE TABLE texts (t text PRIMARY KEY);
                CREATE TABLE bigs (a bigint PRIMARY KEY);
                CREATE TABLE numbers (a numeric PRIMARY KEY);
                """);
        for (String child :
                "plain bare not_null other_condition invalid brin hash include_only second longer expression"
                        .split(" ")) {
            sql.append("CREATE TABLE " + child + " (a int REFERENCES one, b int, c int);\n");
        }
        for (String child : "permuted prefix whole included_half".split(" ")) {
            sql.append("CREATE TABLE " + child + " (a int, b int, c int, FOREIGN KEY (a, b) REFERENCES two);\n");
        }
        sql.append("""
                CREATE TABLE known (a int, b int PRIMARY KEY, UNIQUE (a, b));
                CREATE TABLE half_known (a int, b int, c int, UNIQUE (a, b));
                CREATE UNIQUE INDEX ON half_known (b) WHERE c > 5;
                CREATE TABLE by_id (a int, b int, FOREIGN KEY (a, b) REFERENCES known (a, b));
                CREATE TABLE by_other (a int, b int, FOREIGN KEY (a, b) REFERENCES known (a, b));
                CREATE TABLE by_id_in_part (a int, b int, FOREIGN KEY (a, b) REFERENCES half_known (a, b));
                CREATE TABLE single (a int, b int UNIQUE, FOREIGN KEY (a, b) REFERENCES two);
                CREATE TABLE single_in_part (a int, b int, c int, FOREIGN KEY (a, b) REFERENCES two);
                CREATE TABLE single_with_more (a int, b int, c int, UNIQUE (b, c), FOREIGN KEY (a, b) REFERENCES two);
                CREATE INDEX ON by_id (b); CREATE INDEX ON by_other (a); CREATE INDEX ON by_id_in_part (b);
                CREATE UNIQUE INDEX ON single_in_part (b) WHERE c > 5;
                CREATE INDEX ON plain (a);
                CREATE INDEX ON not_null (a) WHERE a IS NOT NULL;
                CREATE INDEX ON other_condition (a) WHERE b > 5;
                CREATE INDEX ON brin USING brin (a);
                CREATE INDEX ON hash USING hash (a);
                CREATE INDEX ON include_only (b) INCLUDE (a);
                CREATE INDEX ON second (b, a);
                CREATE INDEX ON longer (a DESC, b, c);
                CREATE INDEX ON expression ((a + 0));
                CREATE INDEX ON permuted (b, a);
                CREATE INDEX ON prefix (a);
                CREATE INDEX ON whole (a, b, c);
                CREATE INDEX ON included_half (a) INCLUDE (b);
                INSERT INTO one VALUES (1); INSERT INTO invalid VALUES (1), (1);
                CREATE TABLE wider (a int REFERENCES bigs); CREATE INDEX ON wider (a);
                CREATE TABLE cast_away (a int REFERENCES numbers); CREATE INDEX ON cast_away (a);
                CREATE TABLE pattern (t text REFERENCES texts); CREATE INDEX ON pattern (t text_pattern_ops);
                CREATE TABLE collated (t text REFERENCES texts); CREATE INDEX ON collated (t COLLATE "POSIX");
                CREATE TABLE parted (a int REFERENCES one, at int) PARTITION BY RANGE (at);
                CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (2);
                CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (2) TO (3) PARTITION BY LIST (at);
                CREATE TABLE parted_2_2 PARTITION OF parted_2 FOR VALUES IN (2);
                CREATE INDEX ON parted (a);
                CREATE TABLE apart (a int REFERENCES one, at int) PARTITION BY RANGE (at);
                CREATE TABLE apart_1 PARTITION OF apart FOR VALUES FROM (1) TO (2);
                CREATE TABLE apart_2 PARTITION OF apart FOR VALUES FROM (2) TO (3);
                CREATE INDEX ON apart_1 (a); CREATE INDEX ON apart_2 (a, at);
                CREATE TABLE gappy (a int REFERENCES one, at int) PARTITION BY RANGE (at);
                CREATE TABLE gappy_1 PARTITION OF gappy FOR VALUES FROM (1) TO (2);
                CREATE TABLE gappy_2 PARTITION OF gappy FOR VALUES FROM (2) TO (3);
                CREATE INDEX ON gappy_1 (a);
                CREATE TABLE childless (a int REFERENCES one, at int) PARTITION BY RANGE (at);
                CREATE INDEX ON childless (a);
                CREATE TABLE "Qu""oted" ("A b" int REFERENCES one); CREATE INDEX ON "Qu""oted" ("A b");""");
        database = Shop.create(sql.toString());
        Shop.failToIndex(database, "CREATE UNIQUE INDEX CONCURRENTLY ON invalid (a)");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, true",
        "bare, false",
        "not_null, true",
        "other_condition, false",
        "invalid, false",
        "brin, false",
        "hash, true",
        "include_only, false",
        "second, false",
        "longer, true",
        "expression, false",
        "permuted, true",
        "prefix, false",
        "whole, true",
        "included_half, false",
        "by_id, true",
        "by_other, false",
        "by_id_in_part, false",
        "single, true",
        "single_in_part, false",
        "single_with_more, false",
        "wider, true",
        "cast_away, false",
        "pattern, true",
        "collated, false",
        "parted, true",
        "parted_2_2, true",
        "apart, true",
        "gappy, false",
        "childless, true",
        "\"Qu\"\"oted\", true"
    })
    void an_index_covers_a_foreign_key_or_does_not(String name, boolean covered) {
        Table table = schema.catalog().table(name).orElseThrow();

        org.assertj.core.api.Assertions.assertThat(new KeyCover(database.dataSource())
                        .isCovered(table.foreignKeys().get(0)))
                .isEqualTo(covered);
    }

    @Test
    void the_failure_says_what_to_do() {
        assertThat(schema).table("permuted").foreignKey(on("a", "b")).isCoveredByIndex();

        failsWith(
                () -> assertThat(schema)
                        .table("prefix")
                        .foreignKey(on("a", "b"))
                        .isCoveredByIndex(),
                """
                [table public.prefix · foreign key prefix_a_b_fkey]
                Expected an index that finds the rows of a key, so that a DELETE of the referenced row need not read the whole table
                  expected: an index on (a, b)
                  but was : none that the planner can use
                  Suggested: CREATE INDEX ON public.prefix (a, b);""");
    }
}
