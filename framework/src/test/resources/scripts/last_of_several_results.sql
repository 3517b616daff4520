-- Of several statements in one message, the last one's rows count.
CREATE TABLE t (a text);
SELECT 'INSERT INTO t VALUES (1)' \; SELECT 'INSERT INTO t VALUES (2)' \gexec
SELECT 'INSERT INTO t VALUES (3)' \; INSERT INTO t VALUES (4) \gexec
SELECT 5 AS v \; SELECT 6 AS v \gset
INSERT INTO t VALUES (:v);
SELECT 7 AS w \; INSERT INTO t VALUES (8) \gset
INSERT INTO t VALUES (:'w');
\set ON_ERROR_STOP off
SELECT 'INSERT INTO t VALUES (9)' \; SELECT nope \gexec
