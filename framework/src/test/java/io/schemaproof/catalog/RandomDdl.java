package io.schemaproof.catalog;

import java.util.List;
import java.util.Random;

/** Statements that change a small schema in ways nobody has thought of; many of them fail. */
final class RandomDdl {

    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE {t} ({c} int PRIMARY KEY, {c} text)",
            "CREATE TABLE {t} ({c} bigint GENERATED ALWAYS AS IDENTITY, {c} {y} DEFAULT NULL, {c} numeric(8,2) CHECK ({c} > 0))",
            "CREATE TABLE {t} ({c} serial PRIMARY KEY, {c} int REFERENCES {t})",
            "CREATE TABLE {t} ({c} int, {c} {t}, {c} {t}[])",
            "CREATE TABLE {t} (LIKE {t} INCLUDING ALL)",
            "CREATE TABLE {t} () INHERITS ({t})",
            "CREATE TABLE {t} PARTITION OF {t} FOR VALUES IN ({n})",
            "CREATE TABLE {t} ({c} int, {c} text) PARTITION BY LIST ({c})",
            "CREATE TEMP TABLE {t} ({c} int)",
            "CREATE UNLOGGED TABLE {t} ({c} int UNIQUE)",
            "DROP TABLE {t}",
            "DROP TABLE {t} CASCADE",
            "TRUNCATE {t}",
            "ALTER TABLE {t} RENAME TO {t}",
            "ALTER TABLE {t} SET SCHEMA {s}",
            "ALTER TABLE {s}.{t} SET SCHEMA public",
            "ALTER TABLE {t} RENAME COLUMN {c} TO {c}",
            "ALTER TABLE {t} ADD COLUMN {c} {y}",
            "ALTER TABLE {t} ADD COLUMN {c} int DEFAULT {n} NOT NULL",
            "ALTER TABLE {t} DROP COLUMN {c}",
            "ALTER TABLE {t} DROP COLUMN {c} CASCADE",
            "ALTER TABLE {t} ALTER COLUMN {c} TYPE {y}",
            "ALTER TABLE {t} ALTER COLUMN {c} TYPE text USING {c}::text",
            "ALTER TABLE {t} ALTER COLUMN {c} SET DEFAULT {n}",
            "ALTER TABLE {t} ALTER COLUMN {c} SET DEFAULT {f}({n})",
            "ALTER TABLE {t} ALTER COLUMN {c} DROP DEFAULT",
            "ALTER TABLE {t} ALTER COLUMN {c} SET NOT NULL",
            "ALTER TABLE {t} ALTER COLUMN {c} DROP NOT NULL",
            "ALTER TABLE {t} ALTER COLUMN {c} SET STATISTICS {n}",
            "ALTER TABLE {t} ALTER COLUMN {c} SET STORAGE EXTERNAL",
            "ALTER TABLE {t} ADD CONSTRAINT k{n} CHECK ({c} IS NOT NULL)",
            "ALTER TABLE {t} ADD CONSTRAINT k{n} UNIQUE ({c})",
            "ALTER TABLE {t} ADD CONSTRAINT k{n} FOREIGN KEY ({c}) REFERENCES {t} NOT VALID",
            "ALTER TABLE {t} ADD FOREIGN KEY ({c}) REFERENCES {t} ({c}) ON DELETE CASCADE",
            "ALTER TABLE {t} VALIDATE CONSTRAINT k{n}",
            "ALTER TABLE {t} RENAME CONSTRAINT k{n} TO k{n}",
            "ALTER TABLE {t} DROP CONSTRAINT k{n}",
            "ALTER TABLE {t} DROP CONSTRAINT {t}_pkey CASCADE",
            "ALTER TABLE {t} INHERIT {t}",
            "ALTER TABLE {t} NO INHERIT {t}",
            "ALTER TABLE {t} DETACH PARTITION {t}",
            "ALTER TABLE {t} ATTACH PARTITION {t} FOR VALUES IN ({n})",
            "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {t} DISABLE TRIGGER ALL",
            "ALTER TABLE {t} ENABLE TRIGGER ALL",
            "ALTER TABLE {t} SET (fillfactor = 7{n}, toast.autovacuum_enabled = false)",
            "ALTER TABLE {t} REPLICA IDENTITY FULL",
            "ALTER TABLE {t} CLUSTER ON i{n}",
            "CLUSTER {t}",
            "VACUUM FULL {t}",
            "ANALYZE {t}",
            "VACUUM FULL pg_{g}",
            "VACUUM pg_{g}",
            "CHECKPOINT",
            "SELECT pg_switch_wal()",
            "SET synchronous_commit = {w}",
            "BEGIN; ALTER TABLE {t} RENAME COLUMN {c} TO {c}; CREATE TABLE {t} ({c} int); ROLLBACK",
            "BEGIN; CREATE TABLE {t} ({c} int); SAVEPOINT a; COMMENT ON TABLE {t} IS '{n}'; ROLLBACK TO a; COMMIT",
            "BEGIN; SAVEPOINT a; ALTER TABLE {t} ADD COLUMN {c} {y}; RELEASE a; DROP TABLE {t} CASCADE; COMMIT",
            "REINDEX TABLE {t}",
            "CREATE INDEX i{n} ON {t} ({c})",
            "CREATE UNIQUE INDEX i{n} ON {t} ({c} DESC NULLS LAST) WHERE {c} IS NOT NULL",
            "CREATE INDEX i{n} ON {t} ((lower({c}::text)))",
            "CREATE INDEX i{n} ON {t} ({f}({n}))",
            "ALTER INDEX i{n} RENAME TO i{n}",
            "ALTER TABLE {t} ADD CONSTRAINT k{n} UNIQUE USING INDEX i{n}",
            "DROP INDEX i{n}",
            "CREATE SEQUENCE q{n} OWNED BY {t}.{c}",
            "CREATE SEQUENCE q{n}",
            "ALTER SEQUENCE q{n} OWNED BY {t}.{c}",
            "ALTER SEQUENCE q{n} OWNED BY NONE",
            "ALTER SEQUENCE q{n} RENAME TO q{n}",
            "ALTER SEQUENCE q{n} INCREMENT {n}",
            "ALTER TABLE {t} ALTER COLUMN {c} SET DEFAULT nextval('q{n}')",
            "DROP SEQUENCE q{n} CASCADE",
            "CREATE VIEW v{n} AS SELECT * FROM {t}",
            "CREATE VIEW v{n} AS SELECT a.{c}, count(*) AS many FROM {t} a JOIN {t} b ON true GROUP BY 1",
            "CREATE VIEW v{n} AS SELECT * FROM v{n}",
            "CREATE VIEW v{n} AS SELECT {f}(1) AS one, t FROM {t} t",
            "CREATE OR REPLACE VIEW v{n} AS SELECT *, 1 AS more FROM {t}",
            "CREATE MATERIALIZED VIEW v{n} AS SELECT * FROM {t} WITH NO DATA",
            "REFRESH MATERIALIZED VIEW v{n}",
            "ALTER VIEW v{n} RENAME TO v{n}",
            "ALTER VIEW v{n} SET (security_barrier = true)",
            "DROP VIEW v{n} CASCADE",
            "CREATE RULE r{n} AS ON DELETE TO {t} DO ALSO NOTIFY r{n}",
            "CREATE RULE r{n} AS ON INSERT TO {t} DO ALSO SELECT * FROM {t}",
            "DROP RULE r{n} ON {t}",
            "CREATE POLICY p{n} ON {t} USING ({c} IS NOT NULL)",
            "CREATE POLICY p{n} ON {t} USING (EXISTS (SELECT FROM {t}))",
            "ALTER POLICY p{n} ON {t} RENAME TO p{n}",
            "DROP POLICY p{n} ON {t}",
            "CREATE STATISTICS s{n} ON {c}, {c} FROM {t}",
            "ALTER STATISTICS s{n} RENAME TO s{n}",
            "DROP STATISTICS s{n}",
            "CREATE FUNCTION {f}(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
            "CREATE OR REPLACE FUNCTION {f}(int) RETURNS int LANGUAGE sql AS 'SELECT {n}'",
            "CREATE FUNCTION {f}({t}) RETURNS SETOF {t} LANGUAGE sql AS 'SELECT $1'",
            "CREATE FUNCTION {f}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE FUNCTION {f}(text) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count({c}) FROM {t}; END",
            "ALTER FUNCTION {f}(int) RENAME TO {f}",
            "ALTER FUNCTION {f} SET SCHEMA {s}",
            "ALTER FUNCTION {f} STABLE SECURITY DEFINER",
            "DROP FUNCTION {f} CASCADE",
            "CREATE AGGREGATE a{n}(int) (SFUNC = int4pl, STYPE = int)",
            "CREATE TRIGGER g{n} BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION {f}()",
            "CREATE TRIGGER g{n} AFTER UPDATE OF {c} ON {t} FOR EACH ROW WHEN (OLD.{c} IS DISTINCT FROM NEW.{c}) EXECUTE FUNCTION {f}()",
            "ALTER TRIGGER g{n} ON {t} RENAME TO g{n}",
            "DROP TRIGGER g{n} ON {t}",
            "CREATE TYPE y{n} AS ENUM ('a', 'b')",
            "ALTER TYPE y{n} ADD VALUE 'v{n}'",
            "CREATE TYPE y{n} AS ({c} int, {c} {t})",
            "ALTER TYPE y{n} ADD ATTRIBUTE {c} int CASCADE",
            "CREATE DOMAIN y{n} AS int CHECK (VALUE > {n})",
            "ALTER TYPE y{n} RENAME TO y{n}",
            "DROP TYPE y{n} CASCADE",
            "ALTER TABLE {t} ADD COLUMN {c} y{n}",
            "CREATE SCHEMA {s}",
            "DROP SCHEMA {s} CASCADE",
            "ALTER SCHEMA {s} RENAME TO {s}",
            "COMMENT ON TABLE {t} IS 'c{n}'",
            "COMMENT ON COLUMN {t}.{c} IS 'c{n}'",
            "COMMENT ON INDEX i{n} IS 'c{n}'",
            "COMMENT ON FUNCTION {f} IS NULL",
            "GRANT SELECT ON {t} TO PUBLIC",
            "GRANT UPDATE ({c}) ON {t} TO PUBLIC",
            "REVOKE ALL ON {t} FROM PUBLIC",
            "GRANT USAGE ON TYPE {t} TO PUBLIC",
            "REVOKE EXECUTE ON FUNCTION {f} FROM PUBLIC",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
            "CREATE PUBLICATION b{n} FOR TABLE {t}",
            "DROP PUBLICATION b{n}",
            "INSERT INTO {t} DEFAULT VALUES",
            "BEGIN; ALTER TABLE {t} ADD COLUMN {c} int; ALTER TABLE {t} RENAME TO {t}; CREATE INDEX i{n} ON {t} ({c}); COMMIT",
            "BEGIN; DROP TABLE {t} CASCADE; CREATE TABLE {t} ({c} int, {c} text); COMMIT",
            "BEGIN; ALTER TABLE {t} RENAME TO swap; ALTER TABLE {t} RENAME TO {t}; ALTER TABLE swap RENAME TO {t}; COMMIT",
            "BEGIN; ALTER TABLE {t} ADD COLUMN {c} int; ROLLBACK");

    private final Random random;

    RandomDdl(long seed) {
        random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder(STATEMENTS.get(random.nextInt(STATEMENTS.size())));
        for (int at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at)) {
            String value = value(text.charAt(at + 1));
            text.replace(at, at + 3, value);
            at += value.length();
        }
        return text.toString();
    }

    /** A number below another. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    private String value(char what) {
        return switch (what) {
            case 't' -> "t" + random.nextInt(5);
            case 'c' -> "c" + random.nextInt(4);
            case 's' -> "s" + random.nextInt(2);
            case 'f' -> "f" + random.nextInt(3);
            case 'g' -> List.of("class", "attribute", "depend", "index", "type").get(random.nextInt(5));
            case 'w' -> random.nextBoolean() ? "on" : "off";
            case 'n' -> String.valueOf(random.nextInt(4));
            case 'y' ->
                List.of("text", "bigint", "varchar(20)", "timestamptz", "int[]").get(random.nextInt(5));
            default -> throw new IllegalArgumentException("{" + what + "}");
        };
    }
}
