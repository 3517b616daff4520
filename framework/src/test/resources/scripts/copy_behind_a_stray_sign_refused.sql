CREATE TABLE t (id int);
6 COPY t FROM stdin;
DROP TABLE t;
\.
SELECT 1;
