-- class: pg_conversion
-- kind: CONVERSION
-- only if: pg_conversion c WHERE c.oid >= 16384
SELECT c.oid AS _oid,
       format('%I.%I', n.nspname, c.conname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       c.conowner::regrole::text AS owner,
       pg_encoding_to_char(c.conforencoding) AS source_encoding,
       pg_encoding_to_char(c.contoencoding) AS target_encoding,
       c.conproc::regproc::text AS function,
       CASE WHEN c.condefault THEN 'yes' END AS is_default
FROM pg_conversion c
JOIN pg_namespace n ON n.oid = c.connamespace
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
