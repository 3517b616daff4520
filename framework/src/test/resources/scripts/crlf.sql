CREATE TABLE t (a text);
COPY t FROM stdin;
one
\.
\set x 5
INSERT INTO t VALUES (:x);
-- end
