package io.schemaproof.verify.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.IncrementalCatalogReader;
import io.schemaproof.catalog.StoredFailures;
import io.schemaproof.catalog.Touched;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowStateTest {

    @Test
    void rows_that_assertions_stored_are_no_part_of_it_and_a_schema_of_that_name_is() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + StoredFailures.SCHEMA + "; COMMENT ON SCHEMA " + StoredFailures.SCHEMA
                    + " IS '" + StoredFailures.COMMENT + "'; CREATE TABLE " + StoredFailures.SCHEMA
                    + ".bad AS SELECT 1 AS id");
            assertThat(new RowStateReader().read(connection, Optional.empty()).values())
                    .isEmpty();
            assertThat(DataDigest.read(connection).tables()).isEmpty();
            assertThat(CatalogReader.read(connection).objects().keySet())
                    .noneMatch(id -> id.identity().startsWith(StoredFailures.SCHEMA));

            statement.execute("COMMENT ON SCHEMA " + StoredFailures.SCHEMA + " IS NULL");
            assertThat(new RowStateReader().read(connection, Optional.empty()).values())
                    .containsOnlyKeys(StoredFailures.SCHEMA + ".bad");
            assertThat(DataDigest.read(connection).tables()).hasSize(1);
            assertThat(CatalogReader.read(connection).objects().keySet())
                    .anyMatch(id -> id.identity().equals(StoredFailures.SCHEMA + ".bad"));
        }
    }

    @Test
    void what_may_have_been_written_to_is_all_that_has_to_be_read_again() throws SQLException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection writing = database.connect();
                Statement statement = writing.createStatement();
                Connection reading = database.connect()) {
            IncrementalCatalogReader catalogs = new IncrementalCatalogReader();
            RowStateReader rows = new RowStateReader();
            int followed = 0;
            for (String sql : STATEMENTS) {
                statement.execute(sql);
                catalogs.read(reading);
                Optional<Touched> touched = catalogs.takeTouched();
                followed += touched.isPresent() ? 1 : 0;
                assertThat(rows.read(reading, touched))
                        .as(sql)
                        .isEqualTo(new RowStateReader().read(reading, Optional.empty()));
            }
            assertThat(followed).isGreaterThan(STATEMENTS.size() / 2);
        }
    }

    /** Whatever the log tells late, in another way, or not at all. */
    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY, note text)",
            "CREATE TABLE other AS SELECT 1 AS id",
            "INSERT INTO a (note) VALUES ('one')",
            "INSERT INTO a (note) VALUES ('two')",
            "UPDATE a SET note = 'three' WHERE id = 2",
            "BEGIN; UPDATE a SET note = 'four'; ROLLBACK",
            "DELETE FROM a WHERE id = 1",
            "CREATE SEQUENCE s",
            "SELECT nextval('s')",
            "SELECT nextval('s')",
            "SELECT nextval('s')",
            "SELECT setval('s', 7, false)",
            "ALTER SEQUENCE s RESTART",
            "BEGIN; SELECT nextval('s'); ROLLBACK",
            "CREATE UNLOGGED TABLE u (id int)",
            "INSERT INTO u VALUES (1)",
            "UPDATE u SET id = 2",
            "ALTER TABLE u SET LOGGED",
            "INSERT INTO u VALUES (3)",
            "CREATE TABLE large AS SELECT g AS id, repeat('x', 500) AS note FROM generate_series(1, 6000) g",
            "UPDATE large SET note = '' WHERE id = 1",
            "TRUNCATE large",
            "BEGIN; CREATE TABLE fresh (id int); INSERT INTO fresh VALUES (1); TRUNCATE fresh; INSERT INTO fresh VALUES (2); COMMIT",
            "ALTER TABLE fresh RENAME TO renamed",
            "INSERT INTO renamed VALUES (3)",
            "ALTER TABLE renamed ALTER COLUMN id TYPE bigint",
            "ALTER TABLE renamed ADD COLUMN more int DEFAULT 7",
            "SET synchronous_commit = off",
            "INSERT INTO renamed VALUES (4)",
            "UPDATE renamed SET more = 8",
            "RESET synchronous_commit",
            "CREATE TABLE parent (id int) PARTITION BY RANGE (id)",
            "CREATE TABLE part PARTITION OF parent FOR VALUES FROM (1) TO (10)",
            "INSERT INTO parent VALUES (5)",
            "ALTER TABLE parent DETACH PARTITION part",
            "CREATE TYPE mood AS ENUM ('good', 'bad')",
            "CREATE TABLE moods (mood mood)",
            "INSERT INTO moods VALUES ('good')",
            "ALTER TYPE mood RENAME VALUE 'good' TO 'fine'",
            "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x * 2'",
            "CREATE TABLE made (x int, y int GENERATED ALWAYS AS (twice(x)) STORED)",
            "INSERT INTO made VALUES (1)",
            "VACUUM FULL renamed",
            "CLUSTER",
            "ANALYZE",
            "CREATE SCHEMA app",
            "ALTER TABLE renamed SET SCHEMA app",
            "ALTER SCHEMA app RENAME TO application",
            "INSERT INTO application.renamed VALUES (9)",
            "PREPARE p AS INSERT INTO a (note) VALUES ('five')",
            "EXECUTE p",
            "DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a (note) VALUES (i::text); END LOOP; END $$",
            "DROP TABLE a",
            "DROP SCHEMA application CASCADE",
            "INSERT INTO other VALUES (2)",
            "SELECT count(*) FROM other");
}
