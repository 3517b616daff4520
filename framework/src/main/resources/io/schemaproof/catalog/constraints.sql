-- class: pg_constraint
-- kind: CONSTRAINT
-- A foreign key whose triggers are disabled is not enforced, although nothing else shows it.
SELECT k.oid AS _oid,
       format('%I.%I.%I', n.nspname, coalesce(c.relname, t.typname), k.conname) AS _id,
       CASE WHEN k.contypid <> 0 THEN 'DOMAIN' WHEN k.contype = 'n' THEN 'COLUMN' WHEN c.relkind = 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END AS _parent_kind,
       CASE WHEN k.contype = 'n' AND k.contypid = 0 THEN
           format('%I.%I.%I', n.nspname, c.relname, (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]))
           ELSE format('%I.%I', n.nspname, coalesce(c.relname, t.typname)) END AS _parent,
       CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' ELSE k.contype::text END AS type,
       pg_get_constraintdef(k.oid) AS definition,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
       k.conrelid AS _conrelid,
       k.confrelid AS _confrelid,
       array_to_string(k.conkey, ' ') AS "columns@_conrelid",
       array_to_string(k.confkey, ' ') AS "referenced_columns@_confrelid",
       CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END AS referenced_table,
       CASE WHEN k.contype = 'f' THEN CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' ELSE 'no action' END END AS on_delete,
       CASE WHEN k.contype = 'f' THEN CASE k.confupdtype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' ELSE 'no action' END END AS on_update,
       CASE WHEN k.contype = 'f' THEN CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' ELSE 'simple' END END AS match,
       array_to_string(k.confdelsetcols, ' ') AS "on_delete_columns@_conrelid", --[15+]
       CASE WHEN k.condeferrable THEN 'yes' END AS deferrable,
       CASE WHEN k.condeferred THEN 'yes' END AS initially_deferred,
       CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS validated,
       CASE WHEN NOT k.conenforced THEN 'no' END AS enforced, --[18+]
       CASE WHEN k.conperiod THEN 'yes' END AS period, --[18+]
       CASE WHEN k.connoinherit AND k.contype IN ('c', 'n') THEN 'yes' END AS no_inherit,
       CASE WHEN k.coninhcount > 0 THEN 'yes' END AS inherited,
       CASE WHEN NOT k.conislocal THEN 'no' END AS local,
       CASE WHEN k.conparentid <> 0 THEN (SELECT format('%s.%I', p.conrelid::regclass, p.conname) FROM pg_constraint p WHERE p.oid = k.conparentid) END AS parent_constraint,
       CASE WHEN k.contype IN ('p', 'u', 'x') THEN k.conindid::regclass::text END AS index,
       x.states AS trigger_states
FROM pg_constraint k
JOIN pg_namespace n ON n.oid = k.connamespace
LEFT JOIN pg_class c ON c.oid = k.conrelid
LEFT JOIN pg_type t ON t.oid = k.contypid
LEFT JOIN (SELECT g.tgconstraint, string_agg(DISTINCT g.tgenabled::text, ',' ORDER BY g.tgenabled::text) AS states
           FROM pg_trigger g WHERE g.tgisinternal AND g.tgenabled <> 'O' GROUP BY g.tgconstraint) x ON x.tgconstraint = k.oid
WHERE k.oid >= 16384 AND k.contype <> 't' AND n.nspname !~ '^pg_(toast|temp)' AND coalesce(c.relpersistence, 'p') <> 't'
