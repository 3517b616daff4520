CREATE TABLE t (a text);
SELECT 'one' AS first, 2 AS second, NULL AS third \gset
SELECT 'p' AS x \gset pre_
INSERT INTO t VALUES (:'first'), (:second), (:{?third}::text), (:'pre_x');
SELECT 1 WHERE false \gset
INSERT INTO t VALUES ('after none');
SELECT generate_series(1, 2) AS many \gset
INSERT INTO t VALUES ('after many');
