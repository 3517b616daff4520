-- class: pg_transform
-- kind: TRANSFORM
-- only if: pg_transform t
SELECT t.oid AS _oid,
       format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) AS _id,
       CASE WHEN t.trffromsql <> 0 THEN t.trffromsql::regprocedure::text END AS from_sql,
       CASE WHEN t.trftosql <> 0 THEN t.trftosql::regprocedure::text END AS to_sql
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
