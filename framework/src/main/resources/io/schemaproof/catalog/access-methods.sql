-- class: pg_am
-- kind: ACCESS_METHOD
-- only if: pg_am a WHERE a.oid >= 16384
SELECT a.oid AS _oid,
       quote_ident(a.amname) AS _id,
       CASE a.amtype WHEN 'i' THEN 'index' WHEN 't' THEN 'table' ELSE a.amtype::text END AS type,
       a.amhandler::regproc::text AS handler
FROM pg_am a
WHERE a.oid >= 16384
