-- Rows behind \copy are no SQL either where the server refuses it.
CREATE TABLE t (id int);
\copy nowhere from stdin
1
DROP TABLE t;
\.
INSERT INTO t VALUES (1);
