-- class: pg_ts_dict
-- kind: TEXT_SEARCH_DICTIONARY
-- only if: pg_ts_dict d WHERE d.oid >= 16384
SELECT d.oid AS _oid,
       format('%I.%I', n.nspname, d.dictname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       d.dictowner::regrole::text AS owner,
       (SELECT format('%I.%I', o.nspname, t.tmplname) FROM pg_ts_template t JOIN pg_namespace o ON o.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate) AS template,
       d.dictinitoption AS options
FROM pg_ts_dict d
JOIN pg_namespace n ON n.oid = d.dictnamespace
WHERE d.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
