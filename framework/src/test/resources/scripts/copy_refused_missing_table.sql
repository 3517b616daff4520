CREATE TABLE t (a int);
COPY missing FROM stdin;
1
\.
INSERT INTO t VALUES (4);
