-- Statements after each of which a snapshot has changed if and only if pg_dump's output has.
-- One a line. Each section has a database of its own, in which its statements run one after the other.
-- "only the snapshot:" and "only pg_dump:" say why the next statement is an exception.

== database
ALTER DATABASE current_database_name SET work_mem = '8MB'
ALTER DATABASE current_database_name SET search_path = app, public
ALTER DATABASE current_database_name RESET work_mem
ALTER ROLE oracle_reader IN DATABASE current_database_name SET statement_timeout = '5s'
ALTER ROLE oracle_reader IN DATABASE current_database_name RESET ALL
ALTER DATABASE current_database_name CONNECTION LIMIT 50
ALTER DATABASE current_database_name OWNER TO oracle_owner
GRANT CREATE ON DATABASE current_database_name TO oracle_reader
REVOKE CREATE ON DATABASE current_database_name FROM oracle_reader
REVOKE TEMPORARY ON DATABASE current_database_name FROM PUBLIC
GRANT TEMPORARY ON DATABASE current_database_name TO PUBLIC
COMMENT ON DATABASE current_database_name IS 'a database'
COMMENT ON DATABASE current_database_name IS NULL
ALTER DATABASE current_database_name IS_TEMPLATE true
ALTER DATABASE current_database_name IS_TEMPLATE false
-- only the snapshot: pg_dump counts large objects as data, which it leaves out here
SELECT lo_create(4711)
-- only the snapshot: pg_dump counts large objects as data, which it leaves out here
ALTER LARGE OBJECT 4711 OWNER TO oracle_owner
-- only the snapshot: pg_dump counts large objects as data, which it leaves out here
GRANT SELECT ON LARGE OBJECT 4711 TO oracle_reader
-- only the snapshot: pg_dump counts large objects as data, which it leaves out here
COMMENT ON LARGE OBJECT 4711 IS 'an object'
-- only the snapshot: pg_dump counts large objects as data, which it leaves out here
SELECT lo_unlink(4711)

== schemas
CREATE SCHEMA app
CREATE SCHEMA "Quoted Name" AUTHORIZATION oracle_owner
GRANT USAGE ON SCHEMA app TO oracle_reader
GRANT CREATE ON SCHEMA app TO oracle_reader WITH GRANT OPTION
COMMENT ON SCHEMA app IS 'the application'
ALTER SCHEMA app OWNER TO oracle_owner
ALTER SCHEMA "Quoted Name" RENAME TO quoted
DROP SCHEMA quoted
COMMENT ON SCHEMA public IS 'changed'
GRANT CREATE ON SCHEMA public TO PUBLIC
REVOKE CREATE ON SCHEMA public FROM PUBLIC
REVOKE USAGE ON SCHEMA public FROM PUBLIC
ALTER SCHEMA public OWNER TO oracle_owner
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO oracle_reader
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO oracle_reader
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC
ALTER DEFAULT PRIVILEGES FOR ROLE oracle_owner GRANT USAGE ON TYPES TO oracle_reader
ALTER DEFAULT PRIVILEGES FOR ROLE oracle_owner GRANT USAGE ON SCHEMAS TO oracle_reader
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM oracle_reader
GRANT SELECT ON pg_catalog.pg_authid TO oracle_reader
REVOKE SELECT ON pg_catalog.pg_authid FROM oracle_reader
GRANT SELECT (rolname) ON pg_catalog.pg_authid TO oracle_reader
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO PUBLIC
REVOKE SELECT ON pg_catalog.pg_proc FROM PUBLIC
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC
GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC
REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC
GRANT USAGE ON SCHEMA pg_catalog TO PUBLIC
-- only the snapshot: pg_dump never dumps comments on the server's own objects
COMMENT ON FUNCTION pg_catalog.now() IS 'changed'

== extensions
CREATE EXTENSION hstore
COMMENT ON EXTENSION hstore IS 'key and value'
CREATE SCHEMA ext
ALTER EXTENSION hstore SET SCHEMA ext
REVOKE EXECUTE ON FUNCTION ext.hstore_version_diag(ext.hstore) FROM PUBLIC
CREATE TABLE own (id int)
ALTER EXTENSION hstore ADD TABLE own
ALTER EXTENSION hstore DROP TABLE own
CREATE FUNCTION uses() RETURNS int LANGUAGE sql AS 'SELECT 1'
ALTER FUNCTION uses() DEPENDS ON EXTENSION hstore
ALTER FUNCTION uses() NO DEPENDS ON EXTENSION hstore
-- only the snapshot: pg_dump leaves members of an extension to its script
ALTER FUNCTION ext.hstore_version_diag(ext.hstore) OWNER TO oracle_owner
DROP EXTENSION hstore CASCADE
CREATE EXTENSION citext VERSION '1.4'
-- only the snapshot: pg_dump leaves the version to the server that restores
ALTER EXTENSION citext UPDATE TO '1.6'
CREATE FUNCTION lang_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'
CREATE LANGUAGE mylang HANDLER lang_handler
CREATE OR REPLACE TRUSTED LANGUAGE mylang HANDLER lang_handler
ALTER LANGUAGE mylang OWNER TO oracle_owner
GRANT USAGE ON LANGUAGE mylang TO oracle_reader
REVOKE USAGE ON LANGUAGE mylang FROM PUBLIC
COMMENT ON LANGUAGE mylang IS 'a language'
CREATE ACCESS METHOD myheap TYPE TABLE HANDLER heap_tableam_handler
COMMENT ON ACCESS METHOD myheap IS 'a heap'
CREATE ACCESS METHOD mytree TYPE INDEX HANDLER bthandler
DROP ACCESS METHOD mytree
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal))
COMMENT ON TRANSFORM FOR int LANGUAGE sql IS 'a transform'
CREATE OR REPLACE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))
DROP TRANSFORM FOR int LANGUAGE sql
-- only the snapshot: pg_dump takes plpgsql to be there always
DROP EXTENSION plpgsql

== types
CREATE TYPE mood AS ENUM ('sad', 'ok')
ALTER TYPE mood ADD VALUE 'happy'
ALTER TYPE mood ADD VALUE 'meh' BEFORE 'ok'
ALTER TYPE mood RENAME VALUE 'meh' TO 'so so'
ALTER TYPE mood OWNER TO oracle_owner
COMMENT ON TYPE mood IS 'a mood'
REVOKE USAGE ON TYPE mood FROM PUBLIC
GRANT USAGE ON TYPE mood TO PUBLIC
GRANT USAGE ON TYPE mood TO oracle_reader
CREATE TYPE pair AS (a int, b text COLLATE "C")
ALTER TYPE pair ADD ATTRIBUTE c date
ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint
ALTER TYPE pair RENAME ATTRIBUTE c TO d
COMMENT ON COLUMN pair.a IS 'the first'
ALTER TYPE pair DROP ATTRIBUTE d
ALTER TYPE pair SET SCHEMA pg_catalog
CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi)
CREATE TYPE texts AS RANGE (subtype = text, collation = "C", multirange_type_name = many_texts)
CREATE TYPE fixed
COMMENT ON TYPE fixed IS 'a shell'
CREATE FUNCTION fixed_in(cstring) RETURNS fixed LANGUAGE internal IMMUTABLE STRICT AS 'int4in'
CREATE FUNCTION fixed_out(fixed) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'
CREATE TYPE fixed (INPUT = fixed_in, OUTPUT = fixed_out, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4, DEFAULT = '7', CATEGORY = 'N')
ALTER TYPE fixed SET (TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout)
CREATE TYPE var
CREATE FUNCTION var_in(cstring) RETURNS var LANGUAGE internal IMMUTABLE STRICT AS 'textin'
CREATE FUNCTION var_out(var) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'
CREATE TYPE var (INPUT = var_in, OUTPUT = var_out, STORAGE = extended, COLLATABLE = true, PREFERRED = true, DELIMITER = ';')
ALTER TYPE var SET (STORAGE = main)
CREATE DOMAIN positive AS int CHECK (VALUE > 0)
CREATE DOMAIN code AS text COLLATE "C" DEFAULT 'none' NOT NULL
ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID
ALTER DOMAIN positive VALIDATE CONSTRAINT small
ALTER DOMAIN positive RENAME CONSTRAINT small TO below
ALTER DOMAIN positive DROP CONSTRAINT below
ALTER DOMAIN positive SET DEFAULT 5
ALTER DOMAIN positive SET NOT NULL
ALTER DOMAIN code DROP NOT NULL
ALTER DOMAIN code DROP DEFAULT
ALTER DOMAIN code OWNER TO oracle_owner
REVOKE ALL ON DOMAIN code FROM PUBLIC
COMMENT ON DOMAIN code IS 'a code'
COMMENT ON CONSTRAINT positive_check ON DOMAIN positive IS 'more than nothing'
CREATE COLLATION german (LOCALE = 'C')
CREATE COLLATION strange (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false)
COMMENT ON COLLATION german IS 'a collation'
ALTER COLLATION german OWNER TO oracle_owner
ALTER COLLATION german RENAME TO deutsch
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8
CREATE DEFAULT CONVERSION conv2 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8
COMMENT ON CONVERSION conv IS 'a conversion'
ALTER CONVERSION conv OWNER TO oracle_owner
DROP CONVERSION conv2
CREATE CAST (mood AS text) WITH INOUT AS ASSIGNMENT
CREATE FUNCTION to_mood(int) RETURNS mood LANGUAGE sql AS $$SELECT 'ok'::mood$$
CREATE CAST (int AS mood) WITH FUNCTION to_mood(int) AS IMPLICIT
CREATE CAST (int AS fixed) WITHOUT FUNCTION
COMMENT ON CAST (mood AS text) IS 'a cast'
DROP CAST (mood AS text)

== operators
CREATE FUNCTION same(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2'
CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int)
ALTER OPERATOR === (int, int) SET (RESTRICT = eqsel, JOIN = eqjoinsel)
ALTER OPERATOR === (int, int) OWNER TO oracle_owner
COMMENT ON OPERATOR === (int, int) IS 'really equal'
CREATE OPERATOR !== (FUNCTION = same, LEFTARG = int, RIGHTARG = int, NEGATOR = ===, COMMUTATOR = !==, HASHES, MERGES)
CREATE FUNCTION negate(int) RETURNS int LANGUAGE sql AS 'SELECT -$1'
CREATE OPERATOR !!! (FUNCTION = negate, RIGHTARG = int)
CREATE OPERATOR FAMILY fam USING btree
COMMENT ON OPERATOR FAMILY fam USING btree IS 'a family'
ALTER OPERATOR FAMILY fam USING btree OWNER TO oracle_owner
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 < (int, bigint), FUNCTION 1 btint48cmp(int, bigint)
ALTER OPERATOR FAMILY fam USING btree DROP OPERATOR 1 (int, bigint)
CREATE OPERATOR CLASS cls FOR TYPE int USING btree FAMILY fam AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int)
COMMENT ON OPERATOR CLASS cls USING btree IS 'a class'
ALTER OPERATOR CLASS cls USING btree OWNER TO oracle_owner
ALTER OPERATOR CLASS cls USING btree RENAME TO klass
DROP OPERATOR CLASS klass USING btree
CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)
COMMENT ON TEXT SEARCH PARSER prs IS 'a parser'
CREATE TEXT SEARCH TEMPLATE tmpl (LEXIZE = dsimple_lexize, INIT = dsimple_init)
COMMENT ON TEXT SEARCH TEMPLATE tmpl IS 'a template'
CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple)
ALTER TEXT SEARCH DICTIONARY dict (Accept = false)
ALTER TEXT SEARCH DICTIONARY dict OWNER TO oracle_owner
COMMENT ON TEXT SEARCH DICTIONARY dict IS 'a dictionary'
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = simple)
ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR word WITH dict, simple
ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR email
ALTER TEXT SEARCH CONFIGURATION cfg OWNER TO oracle_owner
COMMENT ON TEXT SEARCH CONFIGURATION cfg IS 'a configuration'
ALTER TEXT SEARCH CONFIGURATION cfg RENAME TO konfig

== functions
CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a + b'
CREATE OR REPLACE FUNCTION add(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT a + b'
CREATE OR REPLACE FUNCTION add(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT a  +  b'
ALTER FUNCTION add(int, int) IMMUTABLE
ALTER FUNCTION add(int, int) STRICT
ALTER FUNCTION add(int, int) SECURITY DEFINER
ALTER FUNCTION add(int, int) LEAKPROOF
ALTER FUNCTION add(int, int) PARALLEL SAFE
ALTER FUNCTION add(int, int) COST 7
ALTER FUNCTION add(int, int) SET search_path = public
ALTER FUNCTION add(int, int) SET work_mem TO '1MB'
ALTER FUNCTION add(int, int) RESET search_path
ALTER FUNCTION add(int, int) OWNER TO oracle_owner
GRANT EXECUTE ON FUNCTION add(int, int) TO oracle_reader
REVOKE EXECUTE ON FUNCTION add(int, int) FROM PUBLIC
GRANT EXECUTE ON FUNCTION add(int, int) TO PUBLIC
COMMENT ON FUNCTION add(int, int) IS 'a sum'
ALTER FUNCTION add(int, int) RENAME TO sum_of
CREATE FUNCTION many() RETURNS SETOF int LANGUAGE sql ROWS 5 AS 'SELECT 1'
ALTER FUNCTION many() ROWS 10
ALTER FUNCTION many() SUPPORT generate_series_int4_support
CREATE FUNCTION as_table(VARIADIC x int[], OUT y int, OUT z text) RETURNS SETOF record LANGUAGE sql AS $$SELECT 1, 'a'$$
CREATE FUNCTION atomic(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT x + 1; END
CREATE FUNCTION in_c(text) RETURNS text LANGUAGE internal AS 'textin'
CREATE FUNCTION win(anyelement) RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number'
CREATE PROCEDURE act(INOUT x int) LANGUAGE plpgsql AS $$BEGIN x := x + 1; END$$
COMMENT ON PROCEDURE act(int) IS 'acts'
ALTER PROCEDURE act(int) SECURITY DEFINER
GRANT EXECUTE ON PROCEDURE act(int) TO oracle_reader
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')
CREATE OR REPLACE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '1', PARALLEL = SAFE, COMBINEFUNC = int4pl)
CREATE AGGREGATE moving(int) (SFUNC = int4pl, STYPE = int, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, SORTOP = >)
CREATE AGGREGATE ordered(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE)
COMMENT ON AGGREGATE total(int) IS 'a total'
ALTER AGGREGATE total(int) OWNER TO oracle_owner
GRANT EXECUTE ON FUNCTION total(int) TO oracle_reader
CREATE FUNCTION evt() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('DROP INDEX', 'DROP VIEW') EXECUTE FUNCTION evt()
ALTER EVENT TRIGGER watch DISABLE
ALTER EVENT TRIGGER watch ENABLE ALWAYS
ALTER EVENT TRIGGER watch OWNER TO postgres
COMMENT ON EVENT TRIGGER watch IS 'a watch'
ALTER EVENT TRIGGER watch RENAME TO watcher
CREATE TYPE hidden AS (a int)
CREATE FUNCTION with_type(hidden) RETURNS hidden LANGUAGE sql AS 'SELECT $1'

== tables
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total numeric(10,2))
CREATE TABLE empty ()
ALTER TABLE orders ADD COLUMN created_at timestamptz DEFAULT now()
ALTER TABLE orders ALTER created_at SET NOT NULL
ALTER TABLE orders ALTER created_at DROP DEFAULT
ALTER TABLE orders ALTER created_at DROP NOT NULL
ALTER TABLE orders ALTER total TYPE numeric(12,2)
ALTER TABLE orders ALTER note TYPE text COLLATE "C"
ALTER TABLE orders ALTER note SET STORAGE EXTERNAL
ALTER TABLE orders ALTER note SET STORAGE EXTENDED
ALTER TABLE orders ALTER note SET COMPRESSION pglz
ALTER TABLE orders ALTER note SET STATISTICS 500
ALTER TABLE orders ALTER note SET STATISTICS -1
ALTER TABLE orders ALTER note SET (n_distinct = 5)
ALTER TABLE orders ALTER note RESET (n_distinct)
ALTER TABLE orders ADD COLUMN code text GENERATED ALWAYS AS (upper(note)) STORED
ALTER TABLE orders ALTER code DROP EXPRESSION
ALTER TABLE orders ADD COLUMN seq int GENERATED BY DEFAULT AS IDENTITY (START 10 INCREMENT 5)
ALTER TABLE orders ALTER seq SET GENERATED ALWAYS
ALTER TABLE orders ALTER seq SET CACHE 20
ALTER TABLE orders ALTER seq DROP IDENTITY
ALTER TABLE orders RENAME seq TO running
COMMENT ON COLUMN orders.note IS 'a note'
COMMENT ON TABLE orders IS 'the orders'
COMMENT ON TABLE orders IS NULL
GRANT SELECT ON orders TO oracle_reader
REVOKE SELECT ON orders FROM oracle_reader
GRANT SELECT ON orders TO PUBLIC
GRANT UPDATE (note) ON orders TO oracle_reader
REVOKE UPDATE (note) ON orders FROM oracle_reader
GRANT SELECT (ctid) ON orders TO oracle_reader
GRANT INSERT ON orders TO oracle_reader WITH GRANT OPTION
REVOKE DELETE ON orders FROM postgres
ALTER TABLE orders OWNER TO oracle_owner
ALTER TABLE orders SET (fillfactor = 70, autovacuum_enabled = false)
ALTER TABLE orders RESET (fillfactor)
ALTER TABLE orders SET (toast.autovacuum_enabled = false)
ALTER TABLE orders SET UNLOGGED
ALTER TABLE orders SET LOGGED
ALTER TABLE orders REPLICA IDENTITY FULL
ALTER TABLE orders REPLICA IDENTITY DEFAULT
ALTER TABLE orders ENABLE ROW LEVEL SECURITY
ALTER TABLE orders FORCE ROW LEVEL SECURITY
CREATE POLICY own ON orders FOR SELECT TO oracle_reader USING (note = current_user)
ALTER POLICY own ON orders USING (note = session_user)
ALTER POLICY own ON orders TO PUBLIC
CREATE POLICY writing ON orders AS RESTRICTIVE FOR INSERT WITH CHECK (total > 0)
COMMENT ON POLICY own ON orders IS 'only mine'
ALTER POLICY own ON orders RENAME TO mine
DROP POLICY mine ON orders
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY
ALTER TABLE orders DISABLE ROW LEVEL SECURITY
CREATE TYPE row_of AS (a int, b text)
CREATE TABLE typed OF row_of (a WITH OPTIONS NOT NULL)
ALTER TABLE typed NOT OF
CREATE TABLE parent (a int, b text CHECK (b <> ''))
CREATE TABLE child (c int) INHERITS (parent)
ALTER TABLE child NO INHERIT parent
ALTER TABLE child INHERIT parent
ALTER TABLE parent ADD COLUMN d int
ALTER TABLE child ALTER d SET DEFAULT 5
CREATE TABLE parts (id int, at date NOT NULL) PARTITION BY RANGE (at)
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')
CREATE TABLE parts_rest PARTITION OF parts DEFAULT
ALTER TABLE parts DETACH PARTITION parts_1
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES FROM ('2026-01-01') TO ('2026-03-01')
CREATE TABLE hashed (id int) PARTITION BY HASH (id)
CREATE TABLE listed (id int, k text) PARTITION BY LIST (lower(k))
-- only the snapshot: pg_dump leaves out privileges on the row type of a table
GRANT USAGE ON TYPE orders TO oracle_reader
INSERT INTO orders (id, running) VALUES (1, 1)
ANALYZE orders
UPDATE orders SET note = 'x'
ALTER TABLE orders DROP COLUMN running
ALTER TABLE empty RENAME TO nothing
ALTER TABLE nothing SET SCHEMA information_schema
CREATE TEMPORARY TABLE passing (id int)
CREATE TABLE heap2 (a int) USING heap
CREATE UNLOGGED TABLE unlogged_one (a serial)
DROP TABLE unlogged_one

== constraints
CREATE TABLE a (id int PRIMARY KEY, x int, y int, r int4range)
CREATE TABLE b (id int, a_id int)
ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a
ALTER TABLE b DROP CONSTRAINT fk
ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a ON DELETE SET NULL (a_id) NOT VALID
ALTER TABLE b VALIDATE CONSTRAINT fk
ALTER TABLE b ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED
ALTER TABLE b RENAME CONSTRAINT fk TO fk2
COMMENT ON CONSTRAINT fk2 ON b IS 'a key'
-- only the snapshot: pg_dump does not see that a foreign key is no longer enforced
ALTER TABLE b DISABLE TRIGGER ALL
-- only the snapshot: as above
ALTER TABLE b ENABLE TRIGGER ALL
ALTER TABLE a ADD CONSTRAINT ck CHECK (x > 0) NOT VALID
ALTER TABLE a VALIDATE CONSTRAINT ck
ALTER TABLE a ADD CONSTRAINT ck2 CHECK (y > 0) NO INHERIT
ALTER TABLE a DROP CONSTRAINT ck
ALTER TABLE a ADD CONSTRAINT un UNIQUE (x, y) INCLUDE (id)
ALTER TABLE a DROP CONSTRAINT un
ALTER TABLE a ADD CONSTRAINT un UNIQUE NULLS NOT DISTINCT (x) DEFERRABLE
ALTER TABLE a ADD CONSTRAINT ex EXCLUDE USING gist (r WITH &&) WHERE (y > 5)
COMMENT ON CONSTRAINT un ON a IS 'one of a kind'
CREATE INDEX ix ON a (x)
CREATE INDEX ix2 ON a (y DESC NULLS LAST, lower(x::text) COLLATE "C") INCLUDE (r) WITH (fillfactor = 80) WHERE x > 5
CREATE UNIQUE INDEX ix3 ON a USING btree (x, y)
ALTER INDEX ix SET (fillfactor = 60)
ALTER INDEX ix RENAME TO ix_x
ALTER INDEX ix2 ALTER COLUMN 2 SET STATISTICS 300
COMMENT ON INDEX ix_x IS 'an index'
CLUSTER a USING ix_x
ALTER TABLE a SET WITHOUT CLUSTER
ALTER TABLE a ALTER x SET NOT NULL, ALTER y SET NOT NULL
ALTER TABLE a REPLICA IDENTITY USING INDEX ix3
REINDEX TABLE a
DROP INDEX ix_x
CREATE TABLE p (id int, k int) PARTITION BY RANGE (k)
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)
CREATE INDEX pix ON ONLY p (id)
CREATE INDEX p1ix ON p1 (id)
ALTER INDEX pix ATTACH PARTITION p1ix
ALTER TABLE p ADD PRIMARY KEY (id, k)
ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES a (id)
CREATE STATISTICS st (ndistinct, dependencies) ON x, y FROM a
CREATE STATISTICS st2 ON (x + y), (x * 2) FROM a
ALTER STATISTICS st SET STATISTICS 77
ALTER STATISTICS st OWNER TO oracle_owner
COMMENT ON STATISTICS st IS 'statistics'
ALTER STATISTICS st RENAME TO st_xy
DROP STATISTICS st2

== views
CREATE TABLE t (id int, x int, s text)
CREATE VIEW v AS SELECT id, x FROM t WHERE x > 0
CREATE OR REPLACE VIEW v AS SELECT id, x FROM t WHERE x > 1
ALTER VIEW v SET (security_barrier = true)
ALTER VIEW v SET (security_invoker = true)
ALTER VIEW v RESET (security_invoker)
ALTER VIEW v ALTER x SET DEFAULT 5
ALTER VIEW v RENAME COLUMN x TO xx
COMMENT ON VIEW v IS 'a view'
COMMENT ON COLUMN v.id IS 'a column'
GRANT SELECT ON v TO oracle_reader
ALTER VIEW v OWNER TO oracle_owner
CREATE VIEW w AS SELECT * FROM t WITH LOCAL CHECK OPTION
CREATE MATERIALIZED VIEW m AS SELECT id FROM t WITH NO DATA
-- only the snapshot: pg_dump fills or leaves a materialized view by its own choice of order
REFRESH MATERIALIZED VIEW m
CREATE INDEX mi ON m (id)
ALTER MATERIALIZED VIEW m SET (fillfactor = 50)
ALTER MATERIALIZED VIEW m ALTER id SET STATISTICS 5
COMMENT ON MATERIALIZED VIEW m IS 'a materialized view'
ALTER MATERIALIZED VIEW m OWNER TO oracle_owner
CREATE RULE ru AS ON INSERT TO w DO INSTEAD NOTHING
CREATE OR REPLACE RULE ru AS ON INSERT TO w DO ALSO NOTHING
CREATE RULE ru2 AS ON UPDATE TO t WHERE new.x > 5 DO ALSO DELETE FROM t WHERE id = 1
ALTER TABLE t DISABLE RULE ru2
ALTER TABLE t ENABLE REPLICA RULE ru2
COMMENT ON RULE ru2 ON t IS 'a rule'
ALTER RULE ru2 ON t RENAME TO ru3
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$
CREATE FUNCTION trg2() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$
CREATE TRIGGER tg BEFORE INSERT OR UPDATE OF x ON t FOR EACH ROW WHEN (new.x > 1) EXECUTE FUNCTION trg('a', 'b')
CREATE OR REPLACE TRIGGER tg BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION trg('a')
CREATE OR REPLACE TRIGGER tg BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION trg2('a')
CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trg()
CREATE TRIGGER st AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg()
ALTER TABLE t DISABLE TRIGGER tg
ALTER TABLE t ENABLE REPLICA TRIGGER tg
ALTER TABLE t ENABLE ALWAYS TRIGGER tg
ALTER TABLE t ENABLE TRIGGER tg
COMMENT ON TRIGGER tg ON t IS 'a trigger'
ALTER TRIGGER tg ON t RENAME TO tg2
ALTER TRIGGER tg2 ON t DEPENDS ON EXTENSION plpgsql
DROP TRIGGER st ON t
CREATE TABLE pt (id int) PARTITION BY LIST (id)
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1)
CREATE TRIGGER ptg AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg()
ALTER TABLE pt1 DISABLE TRIGGER ptg
CREATE SEQUENCE s
ALTER SEQUENCE s INCREMENT 5 MINVALUE 1 MAXVALUE 1000 START 10 CACHE 4 CYCLE
ALTER SEQUENCE s AS smallint
ALTER SEQUENCE s OWNED BY t.id
ALTER SEQUENCE s OWNED BY NONE
ALTER SEQUENCE s OWNER TO oracle_owner
GRANT USAGE ON SEQUENCE s TO oracle_reader
COMMENT ON SEQUENCE s IS 'a sequence'
SELECT nextval('s')
SELECT setval('s', 100)
DROP SEQUENCE s

== foreign
CREATE FOREIGN DATA WRAPPER fdw
ALTER FOREIGN DATA WRAPPER fdw OPTIONS (debug 'true')
ALTER FOREIGN DATA WRAPPER fdw VALIDATOR postgresql_fdw_validator
ALTER FOREIGN DATA WRAPPER fdw NO VALIDATOR
GRANT USAGE ON FOREIGN DATA WRAPPER fdw TO oracle_owner
COMMENT ON FOREIGN DATA WRAPPER fdw IS 'a wrapper'
CREATE SERVER srv TYPE 'kind' VERSION '1' FOREIGN DATA WRAPPER fdw OPTIONS (host 'a')
ALTER SERVER srv VERSION '2'
ALTER SERVER srv OPTIONS (SET host 'b', ADD port '5')
ALTER SERVER srv OWNER TO oracle_owner
GRANT USAGE ON FOREIGN SERVER srv TO oracle_reader
COMMENT ON SERVER srv IS 'a server'
CREATE USER MAPPING FOR oracle_reader SERVER srv OPTIONS (user 'u', password 'secret')
ALTER USER MAPPING FOR oracle_reader SERVER srv OPTIONS (SET password 'other')
CREATE USER MAPPING FOR PUBLIC SERVER srv
CREATE FOREIGN TABLE ft (id int OPTIONS (column_name 'x'), s text NOT NULL) SERVER srv OPTIONS (table_name 'a')
ALTER FOREIGN TABLE ft OPTIONS (SET table_name 'b')
ALTER FOREIGN TABLE ft ALTER id OPTIONS (SET column_name 'y')
ALTER FOREIGN TABLE ft ADD CONSTRAINT fck CHECK (id > 0)
ALTER FOREIGN TABLE ft ADD COLUMN z int
GRANT SELECT ON ft TO oracle_reader
COMMENT ON FOREIGN TABLE ft IS 'a foreign table'
COMMENT ON COLUMN ft.id IS 'a foreign column'
DROP USER MAPPING FOR PUBLIC SERVER srv
CREATE TABLE pub_t (id int PRIMARY KEY, a int, b text)
CREATE SCHEMA pub_s
CREATE PUBLICATION pub FOR TABLE pub_t (id, a) WHERE (id > 5) WITH (publish = 'insert')
ALTER PUBLICATION pub SET TABLE pub_t WHERE (id > 6)
ALTER PUBLICATION pub SET (publish = 'insert, update', publish_via_partition_root = true)
ALTER PUBLICATION pub ADD TABLES IN SCHEMA pub_s
ALTER PUBLICATION pub OWNER TO postgres
COMMENT ON PUBLICATION pub IS 'a publication'
ALTER PUBLICATION pub DROP TABLES IN SCHEMA pub_s
CREATE PUBLICATION everything FOR ALL TABLES
ALTER PUBLICATION everything RENAME TO all_of_it
CREATE SUBSCRIPTION sub CONNECTION 'dbname=nowhere password=secret' PUBLICATION x WITH (connect = false, slot_name = 'sl', enabled = false)
ALTER SUBSCRIPTION sub CONNECTION 'dbname=elsewhere'
ALTER SUBSCRIPTION sub SET (binary = true, synchronous_commit = 'local')
ALTER SUBSCRIPTION sub SET (slot_name = NONE)
COMMENT ON SUBSCRIPTION sub IS 'a subscription'
DROP SUBSCRIPTION sub

== globals
CREATE ROLE oracle_one
ALTER ROLE oracle_one LOGIN
ALTER ROLE oracle_one CREATEDB CREATEROLE
ALTER ROLE oracle_one SUPERUSER
ALTER ROLE oracle_one NOINHERIT
ALTER ROLE oracle_one REPLICATION BYPASSRLS
ALTER ROLE oracle_one CONNECTION LIMIT 5
ALTER ROLE oracle_one PASSWORD 'secret'
ALTER ROLE oracle_one PASSWORD NULL
ALTER ROLE oracle_one VALID UNTIL '2030-01-01'
ALTER ROLE oracle_one SET work_mem = '16MB'
ALTER ROLE oracle_one RESET work_mem
-- only the snapshot: pg_dumpall forgets the settings of all roles
ALTER ROLE ALL SET lock_timeout = '7s'
-- only the snapshot: pg_dumpall forgets the settings of all roles
ALTER ROLE ALL RESET lock_timeout
COMMENT ON ROLE oracle_one IS 'a role'
GRANT oracle_reader TO oracle_one
GRANT oracle_reader TO oracle_one WITH ADMIN OPTION
REVOKE oracle_reader FROM oracle_one
GRANT pg_monitor TO oracle_one
GRANT SET ON PARAMETER log_min_messages TO oracle_one
GRANT ALTER SYSTEM ON PARAMETER log_min_messages TO oracle_one WITH GRANT OPTION
REVOKE ALL ON PARAMETER log_min_messages FROM oracle_one
ALTER ROLE oracle_one RENAME TO oracle_two
DROP OWNED BY oracle_two
DROP ROLE oracle_two
-- only the snapshot: pg_dumpall leaves out the tablespaces that each cluster has
GRANT CREATE ON TABLESPACE pg_default TO oracle_reader
-- only the snapshot: pg_dumpall leaves out the tablespaces that each cluster has
REVOKE CREATE ON TABLESPACE pg_default FROM oracle_reader
