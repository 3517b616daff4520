CREATE TABLE t (a text);
\i inc/missing.sql
INSERT INTO t VALUES ('after');
