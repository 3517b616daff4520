package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IndexAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE TABLE "Items" (
                    id int CONSTRAINT items_pk PRIMARY KEY, "Name" text, email text, a int, b int, doc jsonb, feeling mood,
                    CONSTRAINT items_a UNIQUE (a));
                CREATE INDEX by_name ON "Items" ("Name" text_pattern_ops, lower(email) COLLATE "C" DESC NULLS LAST);
                CREATE INDEX by_sum ON "Items" ((a + b), b NULLS FIRST) INCLUDE (email, "Name") WITH (fillfactor = 70)
                    WHERE feeling = 'sad';
                CREATE INDEX by_doc ON "Items" USING gin (doc jsonb_path_ops);
                CREATE INDEX by_email ON "Items" (email);
                CREATE UNIQUE INDEX lonely ON "Items" (b);
                COMMENT ON INDEX by_doc IS 'search';
                ALTER TABLE "Items" CLUSTER ON by_email;""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void keys_with_order_operator_class_and_collation() {
        assertThat(schema)
                .table("\"Items\"")
                .index(on("\"Name\" text_pattern_ops", "lower(email) COLLATE \"C\" DESC NULLS LAST"))
                .isBtree()
                .isNotUnique();
        assertThat(schema)
                .index("by_sum")
                .isOn("a + b", "b NULLS FIRST")
                .isOn("(a+b)", "b asc nulls first")
                .includes("email", "\"Name\"")
                .isPartial("feeling = 'sad'");
        assertThat(schema).index("by_doc").isOn("doc jsonb_path_ops").hasMethod("gin");
        assertThat(schema)
                .table("\"Items\"")
                .hasIndexOn("email")
                .hasNoIndexOn("\"Name\"")
                .hasNoIndexOn("email DESC");

        failsWith(() -> assertThat(schema).index("by_name").isOn("\"Name\"", "lower(email)"), """
                [table public."Items" · index by_name]
                Expected the index to be on ("Name", lower(email))
                  expected: ("Name", lower(email))
                  but was : ("Name" text_pattern_ops, lower(email) COLLATE "C" DESC NULLS LAST)""");
        failsSaying(() -> assertThat(schema).index("by_sum").isOn("a + b", "b"), "but was : ((a + b), b NULLS FIRST)");
        failsSaying(
                () -> assertThat(schema).index("by_doc").isOn("doc text_ops"),
                "The expected index (doc text_ops) is not valid here: ERROR:");
        failsSaying(() -> assertThat(schema).index("by_sum").includes("email"), "but was : INCLUDE (email, \"Name\")");
        failsSaying(() -> assertThat(schema).table("\"Items\"").hasNoIndexOn("email"), "CREATE INDEX by_email");
        failsSaying(
                () -> assertThat(schema).table("\"Items\"").hasIndexOn("\"Name\""),
                "Suggested: CREATE INDEX ON public.\"Items\" (\"Name\");");
    }

    @Test
    void what_an_index_is_for() {
        assertThat(schema)
                .table("\"Items\"")
                .index(
                        "items_pk",
                        key -> key.isPrimary().isUnique().enforces("items_pk").isNotClustered())
                .index("items_a", key -> key.isNotPrimary().isNullsDistinct().enforces("items_a"))
                .index("lonely", index -> index.isUnique().enforcesNoConstraint())
                .index("by_email", index -> index.isClustered().hasDefaultTablespace());
        assertThat(schema).index("by_sum").hasOption("fillfactor", "70");
        assertThat(schema).index("by_doc").hasComment("search");

        failsSaying(() -> assertThat(schema).index("items_pk").isNotPrimary(), "but was : PRIMARY KEY");
        failsSaying(() -> assertThat(schema).index("items_a").isPrimary(), "but was : not the primary key's");
        failsSaying(() -> assertThat(schema).index("lonely").enforces("lonely"), "but was : no constraint");
        failsSaying(() -> assertThat(schema).index("items_a").enforcesNoConstraint(), "but was : items_a");
        failsSaying(() -> assertThat(schema).index("lonely").isNullsNotDistinct(), "but was : UNIQUE NULLS DISTINCT");
        failsSaying(() -> assertThat(schema).index("by_email").isNullsDistinct(), "but was : not unique");
        failsSaying(() -> assertThat(schema).index("lonely").isClustered(), "but was : not clustered");
        failsSaying(() -> assertThat(schema).index("by_email").isNotClustered(), "but was : clustered");
        failsSaying(() -> assertThat(schema).index("lonely").isInvalid(), "expected: INVALID\n  but was : valid");
        failsSaying(() -> assertThat(schema).index("lonely").hasTablespace("fast"), "the database's default");
        failsSaying(
                () -> assertThat(schema).index("by_sum").hasOption("filfactor", "70"),
                "did you mean fillfactor?\n  Suggested: ALTER INDEX public.by_sum SET (filfactor = 70);");
        failsSaying(
                () -> assertThat(schema).index("by_sum").hasOption("fillfactor", "80"),
                "but was : fillfactor = 70\n  Suggested");
        failsSaying(() -> assertThat(schema).index("by_email").hasComment("x"), "COMMENT ON INDEX public.by_email");
        failsSaying(() -> assertThat(schema).index("lonely").isUniqueWhere("a > 1"), "but was : all rows");
        failsSaying(
                () -> assertThat(schema).table("\"Items\"").hasExactlyIndexes("items_pk"),
                "extra   : by_doc, by_email");
    }
}
