-- psql complains, takes the argument for missing and goes on, also with ON_ERROR_STOP.
CREATE TABLE t (a text);
\set v 'before'
\echo 'never closed
\set v 'nor this
INSERT INTO t VALUES (:'v');
\set w "x" "y
INSERT INTO t VALUES (:'w');
