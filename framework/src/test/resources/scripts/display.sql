\timing on
\pset format unaligned
\x on
\t
\a
\echo starting 'quoted' :nothing
\qecho x
\warn y
\conninfo
CREATE TABLE t (a int);
\d t
\dt
INSERT INTO t VALUES (1); \echo done \\ INSERT INTO t VALUES (2);
\errverbose
