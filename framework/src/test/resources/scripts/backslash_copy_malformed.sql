\set ON_ERROR_STOP off
CREATE TABLE t (id int);
\copy t) from stdin
\copy t from
\copy t, u from stdin
\copy (select 1 to stdout
SELECT 1;
