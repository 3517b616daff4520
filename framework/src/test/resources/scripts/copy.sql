CREATE TABLE t (a int, b text);
COPY t FROM stdin;
1	one; 'quoted
2	\\. not the end
3	\N
\.
COPY public.t (a, b) FROM STDIN WITH (FORMAT csv, DELIMITER ';');
4;"four
lines"
5;five
\.
INSERT INTO t VALUES (6, 'six');
