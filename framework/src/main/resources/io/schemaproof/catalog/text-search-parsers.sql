-- class: pg_ts_parser
-- kind: TEXT_SEARCH_PARSER
-- only if: pg_ts_parser p WHERE p.oid >= 16384
SELECT p.oid AS _oid,
       format('%I.%I', n.nspname, p.prsname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       p.prsstart::regproc::text AS start,
       p.prstoken::regproc::text AS gettoken,
       p.prsend::regproc::text AS "end",
       CASE WHEN p.prsheadline <> 0 THEN p.prsheadline::regproc::text END AS headline,
       p.prslextype::regproc::text AS lextypes
FROM pg_ts_parser p
JOIN pg_namespace n ON n.oid = p.prsnamespace
WHERE p.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
