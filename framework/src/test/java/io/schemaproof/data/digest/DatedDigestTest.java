package io.schemaproof.data.digest;

import static io.schemaproof.data.digest.DigestDatabases.execute;
import static io.schemaproof.data.digest.DigestDatabases.table;
import static io.schemaproof.data.digest.DigestDatabases.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server is leased alone: a transaction that another test has open makes each row one that it may have written. */
class DatedDigestTest {

    private static final String SCHEMA = """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TYPE pair AS (a int, b text);
            CREATE TABLE plain (id int PRIMARY KEY, name text);
            CREATE TABLE other (id int, amount numeric DEFAULT 1);
            CREATE TABLE feeling (id int, mood mood);
            CREATE TABLE names (id int, role regrole, of regclass, pair pair, moods mood[]);
            CREATE TABLE parts (id int, at int) PARTITION BY RANGE (at);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
            CREATE TABLE loose (id int, at int);
            CREATE TABLE parent (id int);
            CREATE TABLE child () INHERITS (parent);
            CREATE TABLE empty (id int);
            INSERT INTO plain VALUES (1, 'a'), (2, NULL), (3, '');
            INSERT INTO other VALUES (1), (2);
            INSERT INTO feeling VALUES (1, 'sad');
            INSERT INTO names VALUES (1, 'postgres', 'plain', '(1,x)', '{sad,ok}');
            INSERT INTO parts VALUES (1, 1), (2, 2);
            INSERT INTO loose VALUES (3, 11);
            INSERT INTO parent VALUES (1);
            INSERT INTO child VALUES (1)
            """;

    /** Each by itself changes what is read, or could be thought to. */
    private static final String[] CHANGES = {
        "SELECT 1",
        "INSERT INTO plain VALUES (4, 'a')",
        "UPDATE plain SET name = 'b' WHERE id = 1",
        "UPDATE plain SET name = name",
        "DELETE FROM plain WHERE id = 2",
        "DELETE FROM plain WHERE id = 3; INSERT INTO plain VALUES (5, '')",
        "BEGIN; DELETE FROM plain; INSERT INTO plain VALUES (1, 'x'), (2, 'y'), (3, 'z'), (4, 'a'); COMMIT",
        "DO $$ BEGIN BEGIN UPDATE plain SET name = 'sub' WHERE id = 1; EXCEPTION WHEN others THEN NULL; END; END $$",
        "BEGIN; UPDATE plain SET name = 'never'; ROLLBACK",
        "CREATE TEMP TABLE kept AS TABLE other; TRUNCATE other; INSERT INTO other TABLE kept; DROP TABLE kept",
        "TRUNCATE other",
        "INSERT INTO other VALUES (1), (2)",
        "VACUUM (FULL, FREEZE) other",
        "CREATE INDEX ON other (id); CLUSTER other USING other_id_idx",
        "ALTER TABLE other ALTER amount TYPE numeric(10, 3)",
        "ALTER TABLE other ADD note text DEFAULT 'n'",
        "ALTER TABLE other DROP note",
        "ALTER TABLE other ADD note text DEFAULT 'm'",
        "ALTER TABLE other RENAME note TO remark",
        "ALTER TABLE other ALTER remark TYPE varchar",
        "ALTER TABLE other RENAME TO another; ALTER TABLE plain RENAME TO other; ALTER TABLE another RENAME TO plain",
        "DROP TABLE plain; CREATE TABLE plain (id int, name text); INSERT INTO plain VALUES (7, 'new')",
        "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
        "ALTER TYPE mood ADD VALUE 'great'",
        "ALTER TABLE other RENAME TO renamed",
        "ALTER TABLE parts ATTACH PARTITION loose FOR VALUES FROM (10) TO (20)",
        "UPDATE parts SET at = at + 1 WHERE at < 9",
        "UPDATE parts SET at = 12 WHERE id = 1",
        "ALTER TABLE parts DETACH PARTITION parts_1",
        "DELETE FROM child",
        "UPDATE parent SET id = 2",
        "ALTER TABLE child NO INHERIT parent",
        "INSERT INTO empty VALUES (1)",
        "BEGIN; TRUNCATE empty; COPY empty FROM PROGRAM 'echo 2' (FREEZE); COMMIT",
        "CREATE SEQUENCE s; SELECT nextval('s')",
    };

    private static ServerLease server;

    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    static void lease() {
        server = ServerLease.take(ServerRequest.from(Configuration.ofSystem()));
    }

    @AfterAll
    static void release() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        database = with(server.server(), SCHEMA);
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void read_again_after_each_change_it_is_what_a_whole_reading_gives() throws SQLException {
        DatedDigest dated = DatedDigest.read(connection);
        try (Connection writer = database.connect()) {
            for (String change : CHANGES) {
                execute(writer, change);

                dated = dated.again(connection);

                assertThat(dated.digest()).as(change).isEqualTo(DataDigest.read(connection));
            }
        }
    }

    @Test
    void a_digest_of_long_ago_serves_as_well_as_the_last_one() throws SQLException {
        DatedDigest first = DatedDigest.read(connection);
        try (Connection writer = database.connect()) {
            for (String change : CHANGES) {
                execute(writer, change);

                assertThat(first.again(connection).digest()).as(change).isEqualTo(DataDigest.read(connection));
            }
        }
    }

    @Test
    void only_what_may_have_been_written_to_is_hashed_again() throws SQLException {
        DatedDigest before = DatedDigest.read(connection);
        execute(
                connection,
                "UPDATE plain SET name = name WHERE id = 1; DELETE FROM parts WHERE id = 1",
                "VACUUM (ANALYZE, FREEZE) loose");

        DatedDigest after = before.again(connection);

        assertThat(hashedAgain(before, after)).containsExactlyInAnyOrder("plain", "parts", "names");
    }

    @Test
    void in_a_copy_it_is_the_same() throws SQLException {
        DatedDigest before = DatedDigest.read(connection);
        connection.close();
        try (TestDatabase copy = database.copy();
                Connection there = copy.connect()) {
            execute(there, "UPDATE other SET amount = 3");

            DatedDigest after = before.again(there);

            assertThat(after.digest()).isEqualTo(DataDigest.read(there));
            assertThat(hashedAgain(before, after)).containsExactlyInAnyOrder("other", "names");
        }
        connection = database.connect();
    }

    @Test
    void what_a_transaction_sees_of_itself_is_not_built_on() throws SQLException {
        DatedDigest before = DatedDigest.read(connection);
        connection.setAutoCommit(false);
        execute(connection, "DELETE FROM plain WHERE id = 1");
        DatedDigest within = before.again(connection);
        assertThat(within.digest()).isEqualTo(DataDigest.read(connection));
        connection.rollback();
        connection.setAutoCommit(true);
        execute(connection, "DELETE FROM plain WHERE id = 2");

        assertThat(within.again(connection).digest()).isEqualTo(DataDigest.read(connection));
    }

    @Test
    void what_commits_while_a_transaction_reads_is_not_missed() throws SQLException {
        connection.setAutoCommit(false);
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            execute(writer, "UPDATE plain SET name = 'late' WHERE id = 1");
            DatedDigest before = DatedDigest.read(connection);
            writer.commit();

            assertThat(before.again(connection).digest()).isEqualTo(DataDigest.read(connection));
            assertThat(before.again(connection).digest()).isNotEqualTo(before.digest());
        }
        connection.rollback();
    }

    private static Stream<String> hashedAgain(DatedDigest before, DatedDigest after) {
        return Arrays.stream(new String[] {"plain", "other", "feeling", "names", "parts", "loose", "parent", "child"})
                .filter(name -> after.digest().tables().get(table(name))
                        != before.digest().tables().get(table(name)));
    }
}
