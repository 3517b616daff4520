-- class: pg_opclass
-- kind: OPERATOR_CLASS
-- only if: pg_opclass c WHERE c.oid >= 16384
SELECT c.oid AS _oid,
       format('%I.%I USING %I', n.nspname, c.opcname, a.amname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       c.opcowner::regrole::text AS owner,
       (SELECT format('%I.%I', o.nspname, f.opfname) FROM pg_opfamily f JOIN pg_namespace o ON o.oid = f.opfnamespace WHERE f.oid = c.opcfamily) AS family,
       format_type(c.opcintype, NULL) AS input_type,
       CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS key_type,
       CASE WHEN c.opcdefault THEN 'yes' END AS is_default
FROM pg_opclass c
JOIN pg_namespace n ON n.oid = c.opcnamespace
JOIN pg_am a ON a.oid = c.opcmethod
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
