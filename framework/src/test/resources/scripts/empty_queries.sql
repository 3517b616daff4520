-- A message without a statement succeeds, and is what \g sends again.
\g
\gset
\gexec
CREATE TABLE t (a text, b text);
\set ON_ERROR_STOP off
SELECT nope;;
INSERT INTO t VALUES (:'ERROR', :'SQLSTATE');
INSERT INTO t SELECT 'x' FROM generate_series(1, 3);
INSERT INTO t VALUES (:'ROW_COUNT', '');
INSERT INTO t VALUES ('once', '');;
\g
