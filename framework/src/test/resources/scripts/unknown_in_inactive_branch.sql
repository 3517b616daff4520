CREATE TABLE t (a int);
\if false
\nosuch thing
\nosuch "open
SELECT 1;
\endif
INSERT INTO t VALUES (13);
