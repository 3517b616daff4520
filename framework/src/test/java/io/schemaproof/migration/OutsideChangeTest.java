package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideChangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE app",
                "create /* a */ user app PASSWORD 'x'",
                "-- first\nDROP GROUP app",
                "ALTER ROLE app IN DATABASE ours SET search_path = a",
                "SELECT 1; CREATE TABLESPACE fast LOCATION '/x'",
                "DROP DATABASE IF EXISTS ours",
                "CREATE DATABASE more",
                "ALTER DATABASE theirs SET timezone = 'UTC'",
                "ALTER DATABASE ours RENAME TO theirs",
                "ALTER DATABASE \"ours\" OWNER TO app",
                "GRANT CONNECT ON DATABASE ours, theirs TO app",
                "COMMENT ON DATABASE theirs IS 'x'",
                "COMMENT ON ROLE app IS 'x'",
                "ALTER SYSTEM SET jit = off",
                "GRANT readers TO app",
                "REVOKE ADMIN OPTION FOR readers FROM app",
                "GRANT SET ON PARAMETER work_mem TO app",
                "REASSIGN OWNED BY app TO other",
                "DROP OWNED BY app",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p",
                "CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw",
                "COPY t TO '/tmp/t'",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'theirs'",
                "SELECT dblink_exec('dbname=theirs', 'DELETE FROM t')",
                "SELECT pg_drop_replication_slot('s')",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF; END $$",
                "DO $do$ BEGIN EXECUTE format('CREATE ROLE %I', 'app'); END $do$",
                "DO 'BEGIN EXECUTE ''ALTER DATABASE '' || current_database() || '' SET a.b = c''; END'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n  GRANT readers TO app;\nEND $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DROP ROLE app'",
            })
    void what_reaches_beyond_the_database_is_found(String sql) {
        assertThat(OutsideChange.in(sql, "ours")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE role (id int); ALTER TABLE role DROP role, ALTER user SET NOT NULL",
                "ALTER TABLE t\n  DROP group",
                "CREATE USER MAPPING FOR app SERVER there",
                "ALTER DATABASE ours SET timezone = 'UTC'",
                "ALTER DATABASE \"ours\" SET timezone = 'UTC'",
                "COMMENT ON DATABASE ours IS 'theirs'",
                "GRANT CONNECT, TEMP ON DATABASE ours TO app",
                "GRANT SELECT ON t TO app; GRANT ALL ON ALL TABLES IN SCHEMA s TO app WITH GRANT OPTION",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO readers",
                "ALTER TABLE t OWNER TO app; SET ROLE app; CREATE POLICY p ON t TO app",
                "INSERT INTO audit VALUES ('DROP DATABASE theirs'), ('CREATE ROLE app')",
                "UPDATE t SET note = 'drop role x'",
                "COMMENT ON TABLE t IS 'CREATE ROLE app first'",
                "-- CREATE ROLE app\nSELECT 1",
                "COPY t FROM STDIN; COPY t TO STDOUT",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN -- DROP ROLE app\nRETURN NEW; END $$",
                "CREATE TABLE t (database text, role text DEFAULT 'user')",
                "DROP TABLE database; DROP SCHEMA tablespace",
                "SELECT pg_cancel_backend_count FROM t",
            })
    void what_stays_in_it_is_not(String sql) {
        assertThat(OutsideChange.in(sql, "ours")).isEmpty();
    }
}
