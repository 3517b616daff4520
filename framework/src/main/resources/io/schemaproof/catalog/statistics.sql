-- class: pg_statistic_ext
-- kind: STATISTICS
-- only if: pg_statistic_ext s
SELECT s.oid AS _oid,
       s.stxrelid AS _unit,
       format('%I.%I', n.nspname, s.stxname) AS _id,
       CASE c.relkind WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END AS _parent_kind,
       s.stxrelid::regclass::text AS _parent,
       s.stxowner::regrole::text AS owner,
       pg_get_statisticsobjdef(s.oid) AS definition,
       CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::text END AS statistics_target
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
JOIN pg_class c ON c.oid = s.stxrelid
WHERE n.nspname !~ '^pg_(toast|temp)'
  AND s.stxrelid = ANY (?::oid[]) --[changed]
