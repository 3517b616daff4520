\set ON_ERROR_STOP off
CREATE TABLE t (id int);
COPY t FROM nowhere
COPY t FROM stdin;
SELECT 1;
\.
