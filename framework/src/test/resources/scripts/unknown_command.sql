CREATE TABLE t (a int);
\nonsense with 'arguments'
INSERT INTO t VALUES (1);
