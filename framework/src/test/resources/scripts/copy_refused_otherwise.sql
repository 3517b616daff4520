CREATE TABLE t (a int);
COPY (SELECT * FROM t) FROM stdin;
1
\.
COPY t FROM stdin WITH (FORMAT nope);
2
\.
COPY t (a, b) FROM /* why */ STDIN;
3
\.
COPY t FROM STDOUT;
4
\.
COPY nope FROM STDOUT;
5
\.
INSERT INTO t VALUES (5);
