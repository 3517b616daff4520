package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader writes itself is what the server would have written. */
class DerivedDefinitionsTest {

    private static final String SCHEMA = """
            CREATE SCHEMA "My.Schema";
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN code AS varchar(3) CHECK (VALUE <> '') NOT NULL;
            CREATE TABLE "My.Schema"."Select" (id bigint PRIMARY KEY, "order" text COLLATE "C", v varchar(20), m mood, d code, n numeric, a int[],
                at timestamptz, r int4range, UNIQUE (v, "order"), UNIQUE (n) INCLUDE (v), UNIQUE (m) DEFERRABLE, CHECK (n > 0 AND v <> 'x'),
                CONSTRAINT loose CHECK (n < 9) NO INHERIT, EXCLUDE USING btree (at WITH =));
            CREATE TABLE child (id bigint REFERENCES "My.Schema"."Select" ON DELETE SET NULL ON UPDATE CASCADE, "B" varchar, "table" text,
                FOREIGN KEY ("B", "table") REFERENCES "My.Schema"."Select" (v, "order") MATCH FULL DEFERRABLE);
            ALTER TABLE child ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES "My.Schema"."Select" NOT VALID;
            ALTER TABLE child ADD CONSTRAINT plain FOREIGN KEY ("B", "table") REFERENCES "My.Schema"."Select" (v, "order") MATCH FULL ON DELETE RESTRICT;
            CREATE INDEX "I.1" ON "My.Schema"."Select" ("order", v);
            CREATE INDEX i2 ON "My.Schema"."Select" ("order" COLLATE "POSIX", v DESC);
            CREATE INDEX i3 ON "My.Schema"."Select" (v varchar_pattern_ops, n NULLS FIRST);
            CREATE INDEX i4 ON "My.Schema"."Select" USING hash (v);
            CREATE INDEX i5 ON "My.Schema"."Select" (m, d, a);
            CREATE INDEX i6 ON "My.Schema"."Select" USING gin (a);
            CREATE INDEX i7 ON "My.Schema"."Select" (n) INCLUDE (v, a) WITH (fillfactor = 70);
            CREATE UNIQUE INDEX i8 ON "My.Schema"."Select" (n, v) INCLUDE (a, "order");
            CREATE INDEX i9 ON "My.Schema"."Select" (lower(v)) WHERE n > 1;
            CREATE INDEX i10 ON "My.Schema"."Select" USING brin (at);
            CREATE TABLE parts (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE INDEX on_parts ON parts (id);
            """;

    private static final String OWN_CLASS = """
            CREATE OPERATOR CLASS own_varchar DEFAULT FOR TYPE varchar USING btree AS
                OPERATOR 1 <(text, text), OPERATOR 2 <=(text, text), OPERATOR 3 =(text, text), OPERATOR 4 >=(text, text),
                OPERATOR 5 >(text, text), FUNCTION 1 bttextcmp(text, text);
            """;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void definitions_are_those_of_the_server(int version) throws SQLException {
        try (TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())
                        .by("embedded")
                        .withMajorVersion(version)));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            if (version >= 15) {
                statement.execute(
                        "CREATE UNIQUE INDEX i11 ON child (id) NULLS NOT DISTINCT;"
                                + " ALTER TABLE child ADD UNIQUE NULLS NOT DISTINCT (id, \"B\");"
                                + " ALTER TABLE child ADD FOREIGN KEY (id) REFERENCES \"My.Schema\".\"Select\" ON DELETE SET NULL (id)");
            }
            assertDefinitions(connection, statement);

            statement.execute(OWN_CLASS);
            assertDefinitions(connection, statement);
        }
    }

    private static void assertDefinitions(Connection connection, Statement statement) throws SQLException {
        Catalog catalog = CatalogReader.read(connection);
        statement.execute("SET search_path = pg_catalog");
        assertThat(definitions(catalog, ObjectKind.INDEX))
                .hasSizeGreaterThan(15)
                .isEqualTo(ofServer(statement, """
                        SELECT format('%I.%I', n.nspname, c.relname), pg_get_indexdef(c.oid)
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.oid >= 16384 AND c.relkind IN ('i', 'I') AND n.nspname <> 'pg_toast'
                        """));
        assertThat(definitions(catalog, ObjectKind.CONSTRAINT))
                .hasSizeGreaterThan(12)
                .isEqualTo(ofServer(statement, """
                        SELECT format('%I.%I.%I', n.nspname, coalesce(c.relname, t.typname), k.conname), pg_get_constraintdef(k.oid)
                        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
                        LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
                        WHERE k.oid >= 16384
                        """));
        statement.execute("RESET search_path");
    }

    private static Map<String, String> definitions(Catalog catalog, ObjectKind kind) {
        return catalog.objects(kind).stream()
                .collect(Collectors.toMap(
                        object -> object.id().identity(),
                        object -> object.attribute("definition").orElse("none"),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static Map<String, String> ofServer(Statement statement, String sql) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                definitions.put(rows.getString(1), rows.getString(2));
            }
        }
        return definitions;
    }
}
