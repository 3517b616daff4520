CREATE TABLE t (a int);
COPY missing FROM stdin \g
1
\.
INSERT INTO t VALUES (3);
