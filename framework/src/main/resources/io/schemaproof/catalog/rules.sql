-- class: pg_rewrite
-- kind: RULE
-- only if: pg_rewrite w WHERE w.oid >= 16384 AND w.rulename <> '_RETURN'
SELECT w.oid AS _oid,
       w.ev_class AS _unit,
       format('%I.%I.%I', n.nspname, c.relname, w.rulename) AS _id,
       CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END AS _parent_kind,
       format('%I.%I', n.nspname, c.relname) AS _parent,
       pg_get_ruledef(w.oid) AS definition,
       CASE w.ev_enabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE w.ev_enabled::text END AS enabled
FROM pg_rewrite w
JOIN pg_class c ON c.oid = w.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.oid >= 16384 AND w.rulename <> '_RETURN' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
  AND w.ev_class = ANY (?::oid[]) --[changed]
