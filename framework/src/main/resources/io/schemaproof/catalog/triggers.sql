-- class: pg_trigger
-- kind: TRIGGER
-- Triggers that the server made for a constraint are part of that constraint.
SELECT g.oid AS _oid,
       format('%I.%I.%I', n.nspname, c.relname, g.tgname) AS _id,
       CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END AS _parent_kind,
       format('%I.%I', n.nspname, c.relname) AS _parent,
       pg_get_triggerdef(g.oid) AS definition,
       g.tgfoid::regprocedure::text AS function,
       CASE g.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE g.tgenabled::text END AS enabled,
       CASE WHEN g.tgparentid <> 0 THEN (SELECT format('%s.%I', p.tgrelid::regclass, p.tgname) FROM pg_trigger p WHERE p.oid = g.tgparentid) END AS parent_trigger
FROM pg_trigger g
JOIN pg_class c ON c.oid = g.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND (NOT g.tgisinternal OR (g.tgparentid <> 0 AND g.tgconstraint = 0))
  AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
