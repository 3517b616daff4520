CREATE TABLE t (a int[], j jsonb);
INSERT INTO t VALUES (ARRAY[1,2,3], '{"a": {"b": 1}}');
SELECT a[1:2], a[:2], j -> 'a' ->> 'b', j @> '{}', j ? 'a', j ?| ARRAY['a'], 1 <> 2, @ -5, 2 ^ 3, a && a FROM t;
SELECT '1'::int, 1::text, CAST('2' AS int), now()::date;
DO $$ DECLARE x int := 1; BEGIN x := x + 1; END $$;
SELECT 1.5e3, .5, 5., 1e-2;
