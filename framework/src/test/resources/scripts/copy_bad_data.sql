CREATE TABLE t (a int);
COPY t FROM stdin;
1
x
\.
INSERT INTO t VALUES (4);
