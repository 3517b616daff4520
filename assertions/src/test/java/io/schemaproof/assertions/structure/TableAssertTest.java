package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static io.schemaproof.assertions.structure.TableAssert.ReplicaIdentity.DEFAULT;
import static io.schemaproof.assertions.structure.TableAssert.ReplicaIdentity.FULL;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableAssertTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TABLE plain (id int PRIMARY KEY, note text);
                CREATE UNLOGGED TABLE cache (id int NOT NULL, t text)
                    WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
                CREATE UNIQUE INDEX cache_id ON cache (id);
                ALTER TABLE cache REPLICA IDENTITY USING INDEX cache_id;
                ALTER TABLE plain REPLICA IDENTITY FULL;
                COMMENT ON TABLE plain IS 'simple';
                CREATE TABLE grand (a int); CREATE TABLE "Parent" () INHERITS (grand); CREATE TABLE other (b int);
                CREATE TABLE child () INHERITS ("Parent", other);
                CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
                CREATE FOREIGN TABLE remote (a int) SERVER far;""");
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void owner_and_comment() {
        assertThat(schema)
                .table("plain")
                .hasOwner("postgres")
                .hasComment("simple")
                .hasComment();

        failsWith(() -> assertThat(schema).table("plain").hasOwner("\"App User\""), """
                [table public.plain]
                Expected the owner to be "App User"
                  expected: "App User"
                  but was : postgres
                  Suggested: ALTER TABLE public.plain OWNER TO "App User";""");
        failsSaying(() -> assertThat(schema).table("cache").hasComment(), "but was : no comment");
        assertThat(schema).table("cache").hasNoComment();
        failsSaying(
                () -> assertThat(schema).table("plain").hasNoComment(),
                "Expected no comment\n  expected: no comment\n  but was : simple\n  Suggested: COMMENT ON TABLE public.plain IS NULL;");
        failsSaying(() -> assertThat(schema).table("plain").hasComment("x"), "but was : simple");
    }

    @Test
    void storage() {
        assertThat(schema)
                .table("cache")
                .isUnlogged()
                .hasOption("fillfactor", "70")
                .hasOption("autovacuum_enabled", "false")
                .hasOption("toast.autovacuum_enabled", "false")
                .hasReplicaIdentityIndex("cache_id")
                .hasAccessMethod("heap")
                .hasDefaultTablespace();
        assertThat(schema).table("plain").isLogged().hasNoOptions().hasReplicaIdentity(FULL);
        assertThat(schema).table("grand").hasReplicaIdentity(DEFAULT);

        failsSaying(
                () -> assertThat(schema).table("cache").isLogged(),
                "but was : UNLOGGED\n  Suggested: ALTER TABLE public.cache SET LOGGED;");
        failsSaying(() -> assertThat(schema).table("plain").isUnlogged(), "SET UNLOGGED;");
        failsSaying(
                () -> assertThat(schema).table("plain").hasOption("fillfactor", "70"),
                "but was : not set\n  Suggested: ALTER TABLE public.plain SET (fillfactor = 70);");
        failsSaying(
                () -> assertThat(schema).table("cache").hasNoOptions(),
                "but was : autovacuum_enabled = false, fillfactor = 70, toast.autovacuum_enabled = false");
        failsSaying(() -> assertThat(schema).table("plain").hasAccessMethod("columnar"), "but was : heap");
        failsSaying(() -> assertThat(schema).table("plain").hasTablespace("fast"), "but was : the database's default");
        failsSaying(() -> assertThat(schema).table("plain").hasReplicaIdentity(DEFAULT), "but was : full");
        failsSaying(
                () -> assertThat(schema).table("plain").hasReplicaIdentityIndex("plain_pkey"),
                "Suggested: ALTER TABLE public.plain REPLICA IDENTITY USING INDEX plain_pkey;");
    }

    @Test
    void foreign_tables() {
        assertThat(schema).table("remote").isForeign().hasExactlyColumns("a");
        assertThat(schema).table("plain").isNotForeign();
        assertThat(schema).hasExactlyForeignTables("remote").hasNoTable("remotely");

        failsSaying(() -> assertThat(schema).table("plain").isForeign(), "but was : table");
        failsSaying(() -> assertThat(schema).table("remote").isNotForeign(), "but was : foreign table");
        failsSaying(() -> assertThat(schema).hasNoTable("remote"), "public.remote exists");
        failsSaying(() -> assertThat(schema).hasTables("remote"), "public.remote exists but is a foreign table.");
    }

    @Test
    void inheritance() {
        assertThat(schema)
                .table("child")
                .inheritsFrom("other", "\"Parent\"")
                .isInheritedBy()
                .isDescendantOf("grand")
                .isDescendantOf("grand", 2)
                .isDescendantOf("\"Parent\"", 1);
        assertThat(schema).table("grand").isInheritedBy("\"Parent\"").inheritsFrom();

        failsSaying(() -> assertThat(schema).table("child").inheritsFrom("grand"), "missing : public.grand");
        failsSaying(() -> assertThat(schema).table("grand").isInheritedBy(), "extra   : public.\"Parent\"");
        failsWith(() -> assertThat(schema).table("child").isDescendantOf("grand", 1), """
                [table public.child]
                Expected a descendant of public.grand over 1 generation
                  expected: public.grand over 1 generation
                  but was : public."Parent", public.other (1), public.grand (2)""");
        failsSaying(() -> assertThat(schema).table("grand").isDescendantOf("other"), "but was : no ancestor");
    }

    @Test
    void a_tablespace_of_its_own() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET allow_in_place_tablespaces = on");
            statement.execute("CREATE TABLESPACE schemaproof_fast LOCATION ''");
            try {
                statement.execute("CREATE TABLE moved (id int) TABLESPACE schemaproof_fast");
                statement.execute("CREATE INDEX moved_id ON moved (id) TABLESPACE schemaproof_fast");
                Schema now = Schema.of(database.dataSource());

                assertThat(now).table("moved").hasTablespace("schemaproof_fast");
                assertThat(now).index("moved_id").hasTablespace("schemaproof_fast");
                failsSaying(() -> assertThat(now).table("moved").hasDefaultTablespace(), "but was : schemaproof_fast");
                failsSaying(
                        () -> assertThat(now).index("moved_id").hasDefaultTablespace(), "but was : schemaproof_fast");
            } finally {
                statement.execute("DROP TABLE IF EXISTS moved");
                statement.execute("DROP TABLESPACE schemaproof_fast");
            }
        }
    }
}
