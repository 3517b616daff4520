CREATE TABLE t (a text);
INSERT INTO t VALUES ('COPY t FROM stdin;');
-- COPY t FROM stdin;
INSERT INTO t VALUES ($$
COPY t FROM stdin;
\.
$$);
