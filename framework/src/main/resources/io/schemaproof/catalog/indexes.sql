-- class: pg_class
-- kind: INDEX
SELECT i.indexrelid AS _oid,
       format('%I.%I', n.nspname, c.relname) AS _id,
       CASE WHEN k.conname IS NOT NULL THEN 'CONSTRAINT' WHEN r.relkind = 'm' THEN 'MATERIALIZED_VIEW' ELSE 'TABLE' END AS _parent_kind,
       CASE WHEN k.conname IS NOT NULL THEN format('%I.%I.%I', n.nspname, r.relname, k.conname) ELSE format('%I.%I', rn.nspname, r.relname) END AS _parent,
       format('%I.%I', rn.nspname, r.relname) AS "table",
       quote_ident(k.conname) AS "constraint",
       pg_get_indexdef(i.indexrelid) AS definition,
       (SELECT quote_ident(m.amname) FROM pg_am m WHERE m.oid = c.relam) AS method,
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
       i.indnkeyatts AS _keys,
       i.indkey::text AS "columns@_indrelid",
       CASE WHEN i.indexprs IS NOT NULL THEN pg_get_expr(i.indexprs, i.indrelid) END AS expressions,
       CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
       CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(t.spcname) FROM pg_tablespace t WHERE t.oid = c.reltablespace) END AS tablespace,
       (SELECT string_agg(a.attnum || '=' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS statistics_targets,
       h.inhparent::regclass::text AS parent_index
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class r ON r.oid = i.indrelid
JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
WHERE i.indexrelid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
