\set ON_ERROR_STOP off
CREATE TABLE t (id int);
BEGIN;
INSERT INTO t VALUES (1);
\ir inc/unclosed.sql
INSERT INTO t VALUES (3);
COMMIT;
