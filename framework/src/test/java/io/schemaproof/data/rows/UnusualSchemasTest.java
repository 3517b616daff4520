package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many rules in one schema, what few schemas have, and what only newer servers know. */
class UnusualSchemasTest {

    static Stream<Arguments> schemas() {
        return Stream.of(
                        Arguments.of("names", 14, """
                                CREATE SCHEMA "Odd Schema";
                                CREATE TABLE "Odd Schema"."select" (g int PRIMARY KEY, n int NOT NULL UNIQUE, k text, t text, "From ""here""\" int CHECK ("From ""here""\" > 5), x date);
                                CREATE TABLE "Odd Schema".p0 (g int REFERENCES "Odd Schema"."select", n int REFERENCES "Odd Schema"."select" (n), "a.b" int);
                                CREATE TABLE "Odd Schema".setting (k text PRIMARY KEY CHECK (k ~ '^[a-z]+$'), v int CHECK (v > 5), t text NOT NULL CHECK (t ~ '^[0-9]{4}$'));
                                CREATE TABLE nothing ();
                                """),
                        Arguments.of(
                                "kinds of a parent",
                                14,
                                """
                                CREATE TABLE party (id int, kind text NOT NULL CHECK (kind IN ('person', 'firm')), PRIMARY KEY (id), UNIQUE (id, kind));
                                CREATE TABLE person (id int PRIMARY KEY, party int NOT NULL, kind text NOT NULL DEFAULT 'person' CHECK (kind = 'person'),
                                    FOREIGN KEY (party, kind) REFERENCES party (id, kind));
                                CREATE TABLE firm (id int PRIMARY KEY, kind text GENERATED ALWAYS AS ('firm') STORED, FOREIGN KEY (id) REFERENCES party);
                                CREATE TABLE note (id int PRIMARY KEY, person int REFERENCES person, firm int REFERENCES firm, CHECK ((person IS NULL) <> (firm IS NULL)));
                                CREATE TABLE both_ends (a int, b int, FOREIGN KEY (a, b) REFERENCES party_pair MATCH FULL);
                                """.replace(
                                                "CREATE TABLE both_ends",
                                                "CREATE TABLE party_pair (a int, b int, PRIMARY KEY (a, b));\nCREATE TABLE both_ends")),
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
                                """.replace(
                                        "CREATE TABLE leaf",
                                        "CREATE TABLE node_1_alone (id int PRIMARY KEY);\nCREATE TABLE leaf")),
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
                        Arguments.of("business rules", 14, """
                                CREATE DOMAIN year AS integer CONSTRAINT year_check CHECK (((VALUE >= 1901) AND (VALUE <= 2155)));
                                CREATE TYPE mpaa AS ENUM ('G','PG','R');
                                CREATE FUNCTION last_updated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.last_update = CURRENT_TIMESTAMP; RETURN NEW; END $$;
                                CREATE TABLE language (language_id serial PRIMARY KEY, name character(20) NOT NULL, last_update timestamptz DEFAULT now() NOT NULL);
                                CREATE TABLE film (film_id serial PRIMARY KEY, title text NOT NULL, description text, release_year year, language_id int NOT NULL REFERENCES language ON UPDATE CASCADE ON DELETE RESTRICT, original_language_id int REFERENCES language,
                                rental_duration smallint DEFAULT 3 NOT NULL, rental_rate numeric(4,2) DEFAULT 4.99 NOT NULL, length smallint, replacement_cost numeric(5,2) DEFAULT 19.99 NOT NULL, rating mpaa DEFAULT 'G', special_features text[], fulltext tsvector NOT NULL);
                                CREATE TRIGGER film_fulltext_trigger BEFORE INSERT OR UPDATE ON film FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title', 'description');
                                CREATE TABLE store (store_id serial PRIMARY KEY, manager_id int NOT NULL UNIQUE);
                                CREATE TABLE staff (staff_id serial PRIMARY KEY, email varchar(50), store_id int REFERENCES store, active boolean DEFAULT true NOT NULL, username varchar(16) NOT NULL, picture bytea);
                                ALTER TABLE store ADD FOREIGN KEY (manager_id) REFERENCES staff;
                                CREATE TABLE audit (id bigserial PRIMARY KEY, tbl text NOT NULL, at timestamptz NOT NULL DEFAULT now(), row jsonb);
                                CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (tbl, row) VALUES (TG_TABLE_NAME, to_jsonb(NEW)); RETURN NULL; END $$;
                                CREATE TRIGGER a AFTER INSERT ON film FOR EACH ROW EXECUTE FUNCTION audit();
                                CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, status text NOT NULL DEFAULT 'open' CHECK (status = ANY (ARRAY['open','closed','void'])), closed_at timestamptz, created_at timestamptz NOT NULL DEFAULT now(),
                                CHECK (closed_at IS NULL OR closed_at >= created_at), CONSTRAINT c2 CHECK (status <> 'closed' OR closed_at IS NOT NULL), number text GENERATED ALWAYS AS ('O-' || lpad(id::text, 8, '0')) STORED UNIQUE);
                                CREATE TABLE line (order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE, pos smallint NOT NULL CHECK (pos > 0), qty int NOT NULL CHECK (qty BETWEEN 1 AND 999), unit numeric(10,2) NOT NULL CHECK (unit >= 0), discount numeric(4,3) NOT NULL DEFAULT 0 CHECK (discount >= 0 AND discount < 1),
                                amount numeric(12,2) NOT NULL, PRIMARY KEY (order_id, pos), CHECK (amount = round(qty * unit * (1 - discount), 2)));
                                CREATE FUNCTION open_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT status FROM orders WHERE id = NEW.order_id) = 'void' THEN RAISE EXCEPTION 'order % is void', NEW.order_id; END IF; RETURN NEW; END $$;
                                CREATE TRIGGER only_open BEFORE INSERT ON line FOR EACH ROW EXECUTE FUNCTION open_only();
                                CREATE TABLE slot (id int PRIMARY KEY, lo int, hi int, CHECK (lo BETWEEN 0 AND 23), CHECK (hi BETWEEN 1 AND 24), CHECK (lo < hi), tz text NOT NULL CHECK (now() AT TIME ZONE tz IS NOT NULL), iban text CHECK (iban ~ '^DE[0-9]{20}$'), lat float8 NOT NULL CHECK (lat BETWEEN -90 AND 90), slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(?:-[a-z0-9]+)*$'), hash text CHECK (length(hash) = 64 AND hash ~ '^[0-9a-f]{64}$'), meta jsonb NOT NULL DEFAULT '{}' CHECK (meta ? 'version' AND (meta->>'version')::int >= 1), pct numeric CHECK (pct > 0 AND pct <= 1), month int CHECK (month = ANY(ARRAY[1,4,7,10])), yearmonth char(7) NOT NULL CHECK (yearmonth ~ '^\\d{4}-(0[1-9]|1[0-2])$'), phone text NOT NULL CHECK (phone SIMILAR TO '\\+[0-9]{5,15}'), u uuid NOT NULL CHECK (u <> '00000000-0000-0000-0000-000000000000'));
                                """),
                        Arguments.of("partition keys", 14, """
                                CREATE TABLE m (id int, at timestamp NOT NULL, kind text) PARTITION BY RANGE (date_trunc('month', at));
                                CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
                                CREATE TABLE m2 PARTITION OF m DEFAULT;
                                CREATE TABLE y (d date NOT NULL, flag boolean NOT NULL) PARTITION BY LIST (extract(year FROM d));
                                CREATE TABLE y25 PARTITION OF y FOR VALUES IN (2025) PARTITION BY LIST (flag);
                                CREATE TABLE y25t PARTITION OF y25 FOR VALUES IN (true);
                                CREATE TABLE y25f PARTITION OF y25 FOR VALUES IN (false);
                                CREATE TYPE st AS ENUM ('a','b','c');
                                CREATE TABLE e (s st, u uuid NOT NULL DEFAULT gen_random_uuid(), n text, PRIMARY KEY (s, u)) PARTITION BY LIST (s);
                                CREATE TABLE ea PARTITION OF e FOR VALUES IN ('a'); CREATE TABLE eb PARTITION OF e FOR VALUES IN ('b', 'c');
                                CREATE TABLE h (k text PRIMARY KEY) PARTITION BY HASH (k);
                                DO $$ BEGIN FOR i IN 0..7 LOOP EXECUTE format('CREATE TABLE h%s PARTITION OF h FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i); END LOOP; END $$;
                                CREATE TABLE nul (r text) PARTITION BY LIST (r); CREATE TABLE nul1 PARTITION OF nul FOR VALUES IN (NULL); CREATE TABLE nul2 PARTITION OF nul FOR VALUES IN ('x', 'y');
                                CREATE TABLE ts (id bigserial, at timestamptz NOT NULL, tenant uuid NOT NULL, PRIMARY KEY (id, at, tenant)) PARTITION BY RANGE (at);
                                CREATE TABLE ts1 PARTITION OF ts FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-01-02 00:00:00+00') PARTITION BY HASH (tenant);
                                CREATE TABLE ts1a PARTITION OF ts1 FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE ts1b PARTITION OF ts1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                                CREATE TABLE ev (id int PRIMARY KEY, fk_id int, fk_at timestamptz, fk_t uuid, FOREIGN KEY (fk_id, fk_at, fk_t) REFERENCES ts);
                                """),
                        Arguments.of("formats", 14, """
                                CREATE TABLE big_unique (code char(4) PRIMARY KEY CHECK (code ~ '^[A-Z]{2}[0-9]{2}$'), pin numeric(4,0) NOT NULL UNIQUE CHECK (pin BETWEEN 1000 AND 9999), mail varchar(40) NOT NULL UNIQUE CHECK (mail ~* '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,}$'));
                                CREATE TABLE "user" (id int PRIMARY KEY, "order" int UNIQUE CHECK ("order" % 5 = 0), even int CHECK (even % 2 = 0 AND even > 100), pw text NOT NULL CHECK (length(pw) >= 12 AND pw ~ '[A-Z]' AND pw ~ '[0-9]'), color text CHECK (color ~ '^#([0-9a-f]{3}|[0-9a-f]{6})$'), ver text NOT NULL CHECK (ver ~ '^v?(\\d+)\\.(\\d+)\\.(\\d+)$'), coord point NOT NULL CHECK (coord[0] BETWEEN -180 AND 180), days int[] NOT NULL CHECK (array_length(days, 1) = 7), host inet CHECK (host << '10.0.0.0/8'), age interval CHECK (age > '18 years'), birthday date CHECK (birthday < CURRENT_DATE), trimmed text NOT NULL CHECK (trimmed = btrim(trimmed) AND trimmed <> ''), j jsonb NOT NULL CHECK (jsonb_typeof(j -> 'items') = 'array'), nm text NOT NULL CHECK (nm !~ '\\s'), cc text NOT NULL CHECK (cc = lower(cc) AND char_length(cc) = 2), t tsrange NOT NULL CHECK (lower(t) < upper(t) AND lower_inc(t)));
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
                                CREATE TABLE few (id int GENERATED BY DEFAULT AS IDENTITY (MAXVALUE 50) PRIMARY KEY, v text);
                                CREATE TABLE down (id int GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1 MINVALUE -9 MAXVALUE -1) PRIMARY KEY, v text);
                                """),
                        Arguments.of("nulls not distinct", 15, """
                                CREATE TABLE n (a int UNIQUE NULLS NOT DISTINCT, b int, c text, UNIQUE NULLS NOT DISTINCT (b, c));
                                """),
                        Arguments.of(
                                "negative scale",
                                15,
                                "CREATE TABLE n (n numeric(3,-2) PRIMARY KEY, m numeric(2,4) NOT NULL)"),
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
    void every_table_gets_all_its_rows(String name, int version, String schema, RowCharacter character)
            throws SQLException {
        try (RowDatabase database = RowDatabase.of("")) {
            assumeTrue(database.majorVersion() >= version, "a server of version " + version + " or newer");
            database.execute(schema);

            GeneratedRows rows = database.fill(RowRequest.of(80).withCharacter(character));

            assertThat(rows.unfilled()).as(rows.describe()).isEmpty();
            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
        }
    }
}
