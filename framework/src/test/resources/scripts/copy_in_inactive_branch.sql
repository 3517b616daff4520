CREATE TABLE t (a int);
\if false
COPY missing FROM stdin;
INSERT INTO t VALUES (12);
\.
\endif
INSERT INTO t VALUES (13);
