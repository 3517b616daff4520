-- class: pg_class
-- System columns appear only where somebody was granted a privilege on them; a CASE keeps the question behind the join, so that
-- the privileges of every index's columns are not even unpacked.
-- No default refers to a column, so no relation is named: the server would first list all its columns' names.
-- Since 15.20 and its like the server keeps a number of its own among the options of each column, another one each time (pg_attver);
-- pg_dump leaves it out, too.
-- What few columns have comes as one array of names and values: sending NULLs takes longer than finding them.
SELECT a.attrelid AS _relation,
       a.attnum AS _sub,
       a.attname AS _name,
       a.atttypid AS _type,
       a.attcollation AS _collation,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN c.relkind <> 'c' THEN CASE WHEN a.attnotnull THEN 'no' ELSE 'yes' END END AS nullable,
       CASE WHEN d.adbin IS NOT NULL OR a.attgenerated <> '' OR a.attidentity <> '' OR a.attcompression <> '' OR a.attinhcount > 0 OR NOT a.attislocal
                 OR a.attcollation <> t.typcollation OR a.attstorage <> t.typstorage OR a.attstattarget >= 0
                 OR a.attoptions IS NOT NULL AND (cardinality(a.attoptions) > 1 OR a.attoptions[1] NOT LIKE 'pg\_attver=%') OR a.attfdwoptions IS NOT NULL THEN ARRAY[
           'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, 0) END,
           'generated', CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
           'generation expression', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
           'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
           'collation', CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN a.attcollation::regcollation::text END,
           'storage', CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END,
           'compression', CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END,
           'statistics target', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END,
           'options', CASE WHEN a.attoptions IS NOT NULL THEN (SELECT string_agg(o.o, ', ' ORDER BY o.n) FROM unnest(a.attoptions) WITH ORDINALITY o(o, n)
                                                               WHERE o.o NOT LIKE 'pg\_attver=%') END,
           'foreign options', array_to_string(a.attfdwoptions, ', '),
           'inherited', CASE WHEN a.attinhcount > 0 THEN 'yes' END,
           'local', CASE WHEN NOT a.attislocal THEN 'no' END] END AS _attributes,
       array_to_string(a.attacl, E'\n') AS _acl
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
  AND CASE WHEN a.attnum > 0 THEN NOT a.attisdropped ELSE a.attacl IS NOT NULL AND c.relkind <> 'c' END
  AND a.attrelid = ANY (?::oid[]) --[changed]
