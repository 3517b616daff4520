\restrict key
CREATE TABLE t (a int);
\set x 1
INSERT INTO t VALUES (1);
\unrestrict other
INSERT INTO t VALUES (2);
\unrestrict key
\set x 3
INSERT INTO t VALUES (:x);
