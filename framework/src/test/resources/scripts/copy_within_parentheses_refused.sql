CREATE TABLE t (id int;
COPY nowhere FROM stdin\g
SELECT 1;
\.
