-- class: pg_opfamily
-- kind: OPERATOR_FAMILY
-- only if: pg_opfamily f WHERE f.oid >= 16384
SELECT f.oid AS _oid,
       format('%I.%I USING %I', n.nspname, f.opfname, a.amname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       f.opfowner::regrole::text AS owner
FROM pg_opfamily f
JOIN pg_namespace n ON n.oid = f.opfnamespace
JOIN pg_am a ON a.oid = f.opfmethod
WHERE f.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
