-- class: pg_trigger
-- kind: TRIGGER
-- only if: pg_trigger g WHERE g.oid >= 16384
-- Triggers that the server made for a constraint are part of that constraint.
SELECT g.oid AS _oid,
       g.tgrelid AS _relation,
       g.tgname AS _name,
       pg_get_triggerdef(g.oid) AS definition,
       g.tgfoid::regprocedure::text AS function,
       CASE g.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE g.tgenabled::text END AS enabled,
       CASE WHEN g.tgparentid <> 0 THEN (SELECT format('%s.%I', p.tgrelid::regclass, p.tgname) FROM pg_trigger p WHERE p.oid = g.tgparentid) END AS parent_trigger
FROM pg_trigger g
WHERE g.oid >= 16384 AND (NOT g.tgisinternal OR (g.tgparentid <> 0 AND g.tgconstraint = 0))
  AND g.tgrelid = ANY (?::oid[]) --[changed]
