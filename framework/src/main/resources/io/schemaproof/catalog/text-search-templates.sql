-- class: pg_ts_template
-- kind: TEXT_SEARCH_TEMPLATE
-- only if: pg_ts_template t WHERE t.oid >= 16384
SELECT t.oid AS _oid,
       format('%I.%I', n.nspname, t.tmplname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       CASE WHEN t.tmplinit <> 0 THEN t.tmplinit::regproc::text END AS init,
       t.tmpllexize::regproc::text AS lexize
FROM pg_ts_template t
JOIN pg_namespace n ON n.oid = t.tmplnamespace
WHERE t.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
