-- The letters behind a number belong to it: no E'…' begins there.
\set v x
CREATE TABLE t (a text);
SELECT 1e'\' AS a, :'v';
SELECT 1.5e'\' AS b, ':v';
SELECT 1e+5e'\' AS c;
PREPARE p AS SELECT $1e'\';
SELECT 1_000x'f' AS d;
SELECT 1$$ ; $$;
SELECT 1a$b$;
INSERT INTO t VALUES (.5e1), (1.), (1e-2);
SELECT 1_$$ \echo 'a'
;
SELECT $1_$$ \echo 'a'
;
