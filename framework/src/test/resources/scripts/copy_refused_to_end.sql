CREATE TABLE t (a int);
COPY missing FROM stdin; INSERT INTO t VALUES (7);
1
2
