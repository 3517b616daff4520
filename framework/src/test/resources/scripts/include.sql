CREATE TABLE t (a text);
\i inc/first.sql
\ir inc/first.sql
\include inc/'first.sql'
INSERT INTO t VALUES ('outer');
