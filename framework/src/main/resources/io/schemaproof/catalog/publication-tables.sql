-- class: pg_publication_rel
-- kind: PUBLICATION_TABLE
-- only if: pg_publication p
SELECT r.oid AS _oid,
       format('%I.%s', p.pubname, r.prrelid::regclass) AS _id,
       'PUBLICATION' AS _parent_kind,
       quote_ident(p.pubname) AS _parent,
       r.prrelid AS _prrelid,
       r.prattrs::text AS "columns@_prrelid", --[15+]
       pg_get_expr(r.prqual, r.prrelid) AS "where", --[15+]
       r.prrelid::regclass::text AS "table"
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
