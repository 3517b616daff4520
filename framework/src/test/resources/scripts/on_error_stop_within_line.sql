-- What is set in a line, or in a file that it includes, counts from the next line on.
CREATE TABLE t (id int);
\set ON_ERROR_STOP off
\set ON_ERROR_STOP on \\ SELECT nope; INSERT INTO t VALUES (1);
\set ON_ERROR_STOP off
\ir inc/stops.sql
INSERT INTO t VALUES (3);
SELECT nope;
INSERT INTO t VALUES (4);
