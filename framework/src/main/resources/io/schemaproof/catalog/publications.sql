-- class: pg_publication
-- kind: PUBLICATION
-- only if: pg_publication p
SELECT p.oid AS _oid,
       quote_ident(p.pubname) AS _id,
       p.pubowner::regrole::text AS owner,
       CASE WHEN p.puballtables THEN 'yes' END AS all_tables,
       concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                 CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END) AS operations,
       CASE p.pubgencols WHEN 's' THEN 'stored' END AS generated_columns, --[18+]
       CASE WHEN p.pubviaroot THEN 'yes' END AS via_partition_root
FROM pg_publication p
