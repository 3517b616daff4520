CREATE TABLE t (a text);
\i inc/failing.sql
INSERT INTO t VALUES ('outer');
