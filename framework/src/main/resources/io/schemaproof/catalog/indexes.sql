-- class: pg_class
-- kind: INDEX
-- only if: pg_index i WHERE i.indexrelid >= 16384
SELECT i.indexrelid AS _relation,
       i.indrelid AS "table@relation",
       CASE WHEN c.relkind = 'I' OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR c.reloptions IS NOT NULL THEN 'server' END AS _definition,
       m.amname AS "method@name",
       CASE WHEN i.indisunique THEN 'yes' END AS "unique",
       CASE WHEN i.indisprimary THEN 'yes' END AS "primary",
       CASE WHEN i.indisexclusion THEN 'yes' END AS exclusion,
       CASE WHEN NOT i.indimmediate THEN 'no' END AS immediate,
       CASE WHEN i.indnullsnotdistinct THEN 'yes' END AS nulls_not_distinct, --[15+]
       CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
       CASE WHEN NOT i.indisvalid THEN 'no' END AS valid,
       CASE WHEN NOT i.indisready THEN 'no' END AS ready,
       CASE WHEN NOT i.indislive THEN 'no' END AS live,
       CASE WHEN i.indisreplident THEN 'yes' END AS replica_identity,
       i.indrelid AS _indrelid,
       i.indnkeyatts::int AS _keys,
       i.indkey::text AS "columns@_indrelid",
       i.indkey::text AS _columns,
       i.indclass::text AS _classes,
       i.indcollation::text AS _collations,
       i.indoption::text AS _options,
       CASE WHEN i.indexprs IS NOT NULL THEN pg_get_expr(i.indexprs, i.indrelid) END AS expressions,
       CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
       CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(t.spcname) FROM pg_tablespace t WHERE t.oid = c.reltablespace) END AS tablespace,
       CASE WHEN i.indexprs IS NOT NULL THEN
           (SELECT string_agg(a.attnum || '=' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) END AS statistics_targets,
       CASE WHEN c.relispartition THEN (SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = i.indexrelid) END AS "parent_index@relation"
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam
WHERE i.indexrelid >= 16384 AND c.relpersistence <> 't'
