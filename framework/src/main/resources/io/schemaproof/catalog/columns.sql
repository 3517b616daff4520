-- class: pg_class
-- System columns appear only where somebody was granted a privilege on them.
SELECT a.attrelid AS _oid,
       a.attnum AS _sub,
       CASE c.relkind WHEN 'c' THEN 'ATTRIBUTE' ELSE 'COLUMN' END AS _kind,
       format('%I.%I.%I', n.nspname, c.relname, a.attname) AS _id,
       quote_ident(a.attname) AS _name,
       CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' WHEN 'c' THEN 'COMPOSITE_TYPE' ELSE 'TABLE' END AS _parent_kind,
       format('%I.%I', n.nspname, c.relname) AS _parent,
       CASE WHEN a.attnum > 0 THEN (row_number() OVER (PARTITION BY a.attrelid, a.attnum > 0 ORDER BY a.attnum))::text END AS position,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN c.relkind <> 'c' THEN CASE WHEN a.attnotnull THEN 'no' ELSE 'yes' END END AS nullable,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
       CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generation_expression,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN a.attcollation::regcollation::text END AS collation,
       CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END AS statistics_target,
       array_to_string(a.attoptions, ', ') AS options,
       array_to_string(a.attfdwoptions, ', ') AS foreign_options,
       CASE WHEN a.attinhcount > 0 THEN 'yes' END AS inherited,
       CASE WHEN NOT a.attislocal THEN 'no' END AS local,
       array_to_string(a.attacl, E'\n') AS _acl,
       '' AS _acldefault
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
  AND NOT a.attisdropped AND (a.attnum > 0 OR a.attacl IS NOT NULL)
