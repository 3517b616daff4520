-- class: pg_constraint
-- kind: CONSTRAINT
-- only if: pg_constraint k WHERE k.oid >= 16384
-- A foreign key whose triggers are disabled is not enforced, although nothing else shows it.
SELECT k.oid AS _oid,
       k.conname AS _name,
       nullif(k.conrelid, 0) AS _relation,
       CASE WHEN k.contypid <> 0 THEN
           (SELECT format('%I.%I', n.nspname, t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.oid = k.contypid AND n.nspname !~ '^pg_(toast|temp)') END AS _domain,
       CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' ELSE k.contype::text END AS type,
       CASE WHEN k.condeferrable OR NOT k.convalidated OR k.connoinherit AND k.contype IN ('c', 'n')
                 OR k.contype NOT IN ('c', 'f', 'n') AND NOT coalesce(k.contype IN ('p', 'u') AND x.indnatts = x.indnkeyatts
                     AND NOT x.indnullsnotdistinct --[15+]
                     , false)
                 OR NOT k.conenforced OR k.conperiod --[18+]
            THEN pg_get_constraintdef(k.oid) END AS definition,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
       array_to_string(k.conkey, ' ') AS "columns@_relation",
       array_to_string(k.confkey, ' ') AS "referenced_columns@referenced_table@relation",
       k.confrelid AS "referenced_table@relation",
       CASE WHEN k.contype = 'f' THEN CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' ELSE 'no action' END END AS on_delete,
       CASE WHEN k.contype = 'f' THEN CASE k.confupdtype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' ELSE 'no action' END END AS on_update,
       CASE WHEN k.contype = 'f' THEN CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' ELSE 'simple' END END AS match,
       array_to_string(k.confdelsetcols, ' ') AS "on_delete_columns@_relation", --[15+]
       CASE WHEN k.condeferrable THEN 'yes' END AS deferrable,
       CASE WHEN k.condeferred THEN 'yes' END AS initially_deferred,
       CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS validated,
       CASE WHEN NOT k.conenforced THEN 'no' END AS enforced, --[18+]
       CASE WHEN k.conperiod THEN 'yes' END AS period, --[18+]
       CASE WHEN k.connoinherit AND k.contype IN ('c', 'n') THEN 'yes' END AS no_inherit,
       CASE WHEN k.coninhcount > 0 THEN 'yes' END AS inherited,
       CASE WHEN NOT k.conislocal THEN 'no' END AS local,
       CASE WHEN k.conparentid <> 0 THEN (SELECT format('%s.%I', p.conrelid::regclass, p.conname) FROM pg_constraint p WHERE p.oid = k.conparentid) END AS parent_constraint,
       CASE WHEN k.contype IN ('p', 'u', 'x') THEN k.conindid END AS "index@relation",
       s.states AS trigger_states, --[unusual]
       CASE WHEN k.contype = 'n' THEN k.conkey[1]::int END AS _not_null
FROM pg_constraint k
LEFT JOIN pg_index x ON x.indexrelid = k.conindid
LEFT JOIN (SELECT g.tgconstraint, string_agg(DISTINCT g.tgenabled::text, ',' ORDER BY g.tgenabled::text) AS states --[unusual]
           FROM pg_trigger g WHERE g.tgisinternal AND g.tgenabled <> 'O' --[unusual]
             AND g.tgconstraint = ANY (ARRAY(SELECT y.oid FROM pg_constraint y WHERE y.conrelid = ANY (?::oid[]))) --[changed unusual]
           GROUP BY g.tgconstraint) s ON s.tgconstraint = k.oid --[unusual]
WHERE k.oid >= 16384 AND k.contype <> 't'
  AND k.conrelid = ANY (?::oid[]) --[changed]
