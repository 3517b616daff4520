CREATE TABLE t (a int);
\set c 'COPY missing FROM stdin'
:c;
INSERT INTO t VALUES (10);
\.
INSERT INTO t VALUES (11);
COPY "from" stdin FROM nothing;
INSERT INTO t VALUES (14);
