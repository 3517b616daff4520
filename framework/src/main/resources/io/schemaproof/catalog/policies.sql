-- class: pg_policy
-- kind: POLICY
-- only if: pg_policy p
SELECT p.oid AS _oid,
       p.polrelid AS _unit,
       format('%I.%I.%I', n.nspname, c.relname, p.polname) AS _id,
       'TABLE' AS _parent_kind,
       format('%I.%I', n.nspname, c.relname) AS _parent,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END AS command,
       CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END AS combination,
       (SELECT string_agg(CASE WHEN u.role = 0 THEN 'PUBLIC' ELSE u.role::regrole::text END, ', ' ORDER BY CASE WHEN u.role = 0 THEN 'PUBLIC' ELSE u.role::regrole::text END)
        FROM unnest(p.polroles) AS u(role)) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
  AND p.polrelid = ANY (?::oid[]) --[changed]
