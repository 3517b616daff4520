-- psql tells a COPY whose rows it passes over by its words alone, whatever stands between them.
CREATE TABLE t (id int);
COPY nowhere FROM:: stdin;
1
\.
SELECT 1;
-- Eight of them, no more, those in parentheses left out.
COPY nowhere a b c d FROM stdin;
2
\.
COPY nowhere (a, b, c, d, e, f, g) FROM stdin;
3
\.
COPY nowhere a b c d e FROM stdin;
4
\.
SELECT 4;
-- A variable that is not set ends before the dollar quote behind it, so no COPY begins here.
CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN $$:v$$; END; $$
COPY t FROM stdin;
5
\.
SELECT 5;
-- Nor in the body of a function.
CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT 1\; COPY t FROM stdin; END;
SELECT 6;
INSERT INTO t VALUES (7);
-- What a command sends psql goes through once more, and passes over nothing where that does not come to its end.
\set v x
COPY nowhere FROM stdin :v$$ b $$\g
8
\.
SELECT 8;
COPY nowhere FROM stdin x \g
9
\.
:{?v} COPY nowhere FROM stdin \g
10
\.
SELECT 10;
