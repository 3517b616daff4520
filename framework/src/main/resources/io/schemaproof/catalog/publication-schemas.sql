-- class: pg_publication_namespace
-- kind: PUBLICATION_SCHEMA
-- since: 15
-- only if: pg_publication p
SELECT r.oid AS _oid,
       format('%I.%s', p.pubname, r.pnnspid::regnamespace) AS _id,
       'PUBLICATION' AS _parent_kind,
       quote_ident(p.pubname) AS _parent,
       r.pnnspid::regnamespace::text AS schema
FROM pg_publication_namespace r
JOIN pg_publication p ON p.oid = r.pnpubid
