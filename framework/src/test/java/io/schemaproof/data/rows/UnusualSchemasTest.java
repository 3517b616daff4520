package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What few schemas have, and what only newer servers know. */
class UnusualSchemasTest {

    static Stream<Arguments> schemas() {
        return Stream.of(
                        Arguments.of("names", 14, """
                                CREATE SCHEMA "Odd Schema";
                                CREATE TABLE "Odd Schema"."select" (g int PRIMARY KEY, n int NOT NULL UNIQUE, k text, t text, "From ""here""\" int CHECK ("From ""here""\" > 5), x date);
                                CREATE TABLE "Odd Schema".p0 (g int REFERENCES "Odd Schema"."select", n int REFERENCES "Odd Schema"."select" (n), "a.b" int);
                                CREATE TABLE nothing ();
                                """),
                        Arguments.of("kinds of a parent", 14, """
                                CREATE TABLE party (id int, kind text NOT NULL CHECK (kind IN ('person', 'firm')), PRIMARY KEY (id), UNIQUE (id, kind));
                                CREATE TABLE person (id int PRIMARY KEY, party int NOT NULL, kind text NOT NULL DEFAULT 'person' CHECK (kind = 'person'),
                                    FOREIGN KEY (party, kind) REFERENCES party (id, kind));
                                CREATE TABLE firm (id int PRIMARY KEY, kind text GENERATED ALWAYS AS ('firm') STORED, FOREIGN KEY (id) REFERENCES party);
                                CREATE TABLE note (id int PRIMARY KEY, person int REFERENCES person, firm int REFERENCES firm, CHECK ((person IS NULL) <> (firm IS NULL)));
                                CREATE TABLE both_ends (a int, b int, FOREIGN KEY (a, b) REFERENCES party_pair MATCH FULL);
                                """.replace("CREATE TABLE both_ends", "CREATE TABLE party_pair (a int, b int, PRIMARY KEY (a, b));\nCREATE TABLE both_ends")),
                        Arguments.of("deferrable", 14, """
                                CREATE TABLE place (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, n int NOT NULL UNIQUE DEFERRABLE);
                                CREATE FUNCTION nod() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                                CREATE CONSTRAINT TRIGGER later AFTER INSERT ON place DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nod();
                                """),
                        Arguments.of("partitions and keys", 14, """
                                CREATE TABLE node (id int, tenant int, parent int, PRIMARY KEY (id, tenant), FOREIGN KEY (parent, tenant) REFERENCES node) PARTITION BY LIST (tenant);
                                CREATE TABLE node_1 PARTITION OF node FOR VALUES IN (1);
                                CREATE TABLE node_2 PARTITION OF node FOR VALUES IN (2, 3);
                                CREATE TABLE leaf (id int PRIMARY KEY, node int NOT NULL, tenant int NOT NULL, FOREIGN KEY (node, tenant) REFERENCES node,
                                    one int REFERENCES node_1_alone);
                                """.replace("CREATE TABLE leaf", "CREATE TABLE node_1_alone (id int PRIMARY KEY);\nCREATE TABLE leaf")),
                        Arguments.of("domains", 14, """
                                CREATE DOMAIN word AS text CHECK (VALUE ~ '^[a-z]+$');
                                CREATE DOMAIN long_word AS word CHECK (length(VALUE) > 8);
                                CREATE TYPE pair AS (a long_word, b int);
                                CREATE TABLE words (w long_word PRIMARY KEY, ws long_word[] NOT NULL, p pair NOT NULL, day date CHECK (day > '2020-01-01' AND day < '2020-01-10'),
                                    at timestamptz NOT NULL CHECK (at >= '2021-05-01 00:00:00+00' AND at < '2021-06-01 00:00:00+00'),
                                    wait interval NOT NULL CHECK (wait >= '00:05:00' AND wait < '02:00:00'), ip inet NOT NULL CHECK (family(ip) = 4 AND masklen(ip) = 32),
                                    kind "char" NOT NULL CHECK (kind IN ('a', 'b')), span int4range NOT NULL CHECK (NOT isempty(span) AND lower(span) >= 0),
                                    bits bit(8) NOT NULL CHECK (bits <> B'00000000'), price money NOT NULL CHECK (price > 0::money), raw bytea NOT NULL CHECK (octet_length(raw) = 16),
                                    year smallint NOT NULL CHECK (year >= 1980 AND year <= 2030), rank numeric(3,2) NOT NULL CHECK (rank BETWEEN 0 AND 1));
                                """),
                        Arguments.of("extensions", 14, """
                                CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION cube; CREATE EXTENSION isn; CREATE EXTENSION seg;
                                CREATE TABLE e (h hstore NOT NULL, c citext NOT NULL UNIQUE, l ltree NOT NULL, q cube NOT NULL, s seg NOT NULL, b isbn13 NOT NULL);
                                """),
                        Arguments.of("coalesce", 14, """
                                CREATE TABLE c (a int NOT NULL, b int, s text);
                                CREATE UNIQUE INDEX ON c (a, coalesce(b, 0));
                                CREATE UNIQUE INDEX ON c (date_trunc('day', timestamp '2020-01-01' + a * interval '1 day'));
                                CREATE TABLE small (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v varchar(2) UNIQUE, f char(3) NOT NULL UNIQUE);
                                """),
                        Arguments.of("sequences", 14, """
                                CREATE SEQUENCE numbers START 5 INCREMENT 5;
                                CREATE TABLE numbered (id int PRIMARY KEY DEFAULT nextval('numbers'), code text NOT NULL DEFAULT 'X' || nextval('numbers'));
                                CREATE TABLE taken (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int);
                                INSERT INTO taken OVERRIDING SYSTEM VALUE SELECT g, g FROM generate_series(1, 20) g;
                                CREATE TABLE ruled (id int PRIMARY KEY, n int NOT NULL);
                                CREATE TABLE log (n int);
                                CREATE RULE also AS ON INSERT TO ruled DO ALSO NOTIFY ruled;
                                CREATE SEQUENCE tiny MAXVALUE 10;
                                CREATE TABLE short (id int PRIMARY KEY DEFAULT nextval('tiny'));
                                """),
                        Arguments.of("nulls not distinct", 15, """
                                CREATE TABLE n (a int UNIQUE NULLS NOT DISTINCT, b int, c text, UNIQUE NULLS NOT DISTINCT (b, c));
                                """),
                        Arguments.of("negative scale", 15, "CREATE TABLE n (n numeric(3,-2) PRIMARY KEY, m numeric(2,4) NOT NULL)"),
                        Arguments.of("periods", 18, """
                                CREATE EXTENSION btree_gist;
                                CREATE TABLE stay (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
                                CREATE TABLE visit (id int, stay int NOT NULL, during daterange NOT NULL, PRIMARY KEY (id, during WITHOUT OVERLAPS),
                                    FOREIGN KEY (stay, PERIOD during) REFERENCES stay (id, PERIOD during));
                                CREATE TABLE v (a int NOT NULL, twice int GENERATED ALWAYS AS (a / 2) VIRTUAL, CHECK (a > 0) NOT ENFORCED, CHECK (twice < 100000));
                                """))
                .flatMap(one -> Stream.of(RowCharacter.values())
                        .map(character -> Arguments.of(one.get()[0], one.get()[1], one.get()[2], character)));
    }

    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("schemas")
    void every_table_gets_all_its_rows(String name, int version, String schema, RowCharacter character) throws SQLException {
        try (RowDatabase database = RowDatabase.of("")) {
            assumeTrue(database.majorVersion() >= version, "a server of version " + version + " or newer");
            database.execute(schema);

            GeneratedRows rows = database.fill(RowRequest.of(80).withCharacter(character));

            assertThat(rows.unfilled()).as(rows.describe()).isEmpty();
            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
        }
    }
}
