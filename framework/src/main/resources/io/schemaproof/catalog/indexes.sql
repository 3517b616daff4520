-- class: pg_class
-- kind: INDEX
-- only if: pg_index i WHERE i.indexrelid >= 16384
-- What few indexes have comes as one array of names and values: sending NULLs takes longer than finding them.
SELECT i.indexrelid AS _relation,
       i.indrelid AS "table@relation",
       CASE WHEN c.relkind = 'I' OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR c.reloptions IS NOT NULL THEN 'server' END AS _definition,
       m.amname AS "method@name",
       CASE WHEN i.indisunique THEN 'yes' END AS "unique",
       CASE WHEN i.indisprimary THEN 'yes' END AS "primary",
       i.indnkeyatts AS _keys,
       i.indkey AS "columns@table@relation",
       i.indclass AS _classes,
       i.indcollation AS _collations,
       i.indoption AS _options,
       CASE WHEN i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR c.reltablespace <> 0 OR NOT (i.indisvalid AND i.indimmediate AND i.indisready AND i.indislive)
                 OR i.indisexclusion OR i.indisclustered OR i.indisreplident
                 OR i.indnullsnotdistinct --[15+]
            THEN ARRAY[
           'exclusion', CASE WHEN i.indisexclusion THEN 'yes' END,
           'immediate', CASE WHEN NOT i.indimmediate THEN 'no' END,
           'nulls not distinct', CASE WHEN i.indnullsnotdistinct THEN 'yes' END, --[15+]
           'clustered', CASE WHEN i.indisclustered THEN 'yes' END,
           'valid', CASE WHEN NOT i.indisvalid THEN 'no' END,
           'ready', CASE WHEN NOT i.indisready THEN 'no' END,
           'live', CASE WHEN NOT i.indislive THEN 'no' END,
           'replica identity', CASE WHEN i.indisreplident THEN 'yes' END,
           'expressions', CASE WHEN i.indexprs IS NOT NULL THEN pg_get_expr(i.indexprs, i.indrelid) END,
           'predicate', CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END,
           'tablespace', CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(t.spcname) FROM pg_tablespace t WHERE t.oid = c.reltablespace) END,
           'statistics targets', CASE WHEN i.indexprs IS NOT NULL THEN
               (SELECT string_agg(a.attnum || '=' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) END] END AS _attributes,
       CASE WHEN c.relispartition THEN (SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = i.indexrelid) END AS "parent_index@relation"
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam
WHERE i.indexrelid >= 16384 AND c.relpersistence <> 't'
  AND i.indrelid = ANY (?::oid[]) --[changed]
