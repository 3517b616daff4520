package io.schemaproof.backup;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;

/** A database with much of what is hard to restore. */
final class ShopDatabase {

    private static final String SQL = """
            CREATE EXTENSION citext;
            CREATE SCHEMA shop;
            COMMENT ON SCHEMA shop IS 'what is sold';
            CREATE TYPE shop.state AS ENUM ('new', 'paid');
            CREATE DOMAIN shop.price AS numeric(10, 2) CHECK (value >= 0);
            CREATE TABLE shop.customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email citext UNIQUE NOT NULL,
                name text, shouted text GENERATED ALWAYS AS (upper(name)) STORED);
            CREATE TABLE shop.orders (id serial PRIMARY KEY, customer_id bigint REFERENCES shop.customer,
                state shop.state NOT NULL DEFAULT 'new', total shop.price, touched int NOT NULL DEFAULT 0);
            CREATE TABLE shop.log (at date NOT NULL, text text) PARTITION BY RANGE (at);
            CREATE TABLE shop.log_2024 PARTITION OF shop.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE shop.log_rest PARTITION OF shop.log DEFAULT;
            CREATE UNLOGGED TABLE shop.scratch (id int, note text);
            CREATE TABLE shop."Odd Name" ("a""b" int, parent int);
            CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN new.touched := new.touched + 1; INSERT INTO shop.log VALUES ('2030-01-01', 'fired'); RETURN new; END $$;
            CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
            CREATE VIEW shop.paid AS SELECT * FROM shop.orders WHERE state = 'paid';
            CREATE MATERIALIZED VIEW shop.totals AS SELECT customer_id, sum(total) AS total FROM shop.orders GROUP BY 1;
            CREATE MATERIALIZED VIEW shop.not_yet AS SELECT 1 AS one WITH NO DATA;
            CREATE VIEW public.customers AS SELECT id, name FROM shop.customer;
            INSERT INTO shop.customer (email, name) SELECT 'u' || i || '@example.org', 'N' || i FROM generate_series(1, 50) i;
            UPDATE shop.customer SET name = E'tab\\there\\nline\\\\.' WHERE id = 7;
            INSERT INTO shop.orders (customer_id, total) SELECT i, i * 1.5 FROM generate_series(1, 50) i;
            INSERT INTO shop.scratch VALUES (1, NULL), (2, '');
            INSERT INTO shop."Odd Name" VALUES (1, NULL), (2, 1);
            SELECT nextval('shop.orders_id_seq');
            REFRESH MATERIALIZED VIEW shop.totals;
            """;

    private ShopDatabase() {}

    static TestDatabase create(DatabaseServer server) throws SQLException {
        return DatabaseTemplate.of(server, "shop\n" + SQL, database -> DumpServer.execute(database, SQL))
                .newDatabase();
    }
}
