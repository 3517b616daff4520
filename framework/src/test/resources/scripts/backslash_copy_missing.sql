CREATE TABLE t (a int);
\copy t from 'inc/nothing.csv'
INSERT INTO t VALUES (1);
