CREATE TABLE t (a int, b text);
\copy t from 'inc/data.csv' with (format csv, header)
\copy t (a) from stdin
7
8
\.
\copy public.t(a, b) from inc/data.csv csv header
\copy (select a from t where b = ')') to stdout
INSERT INTO t VALUES (9, 'end');
