CREATE TABLE t (a int);
COPY t FROM stdin; COPY t FROM stdin; SELECT 1;
1
\.
2
3
\.
INSERT INTO t VALUES (4);
