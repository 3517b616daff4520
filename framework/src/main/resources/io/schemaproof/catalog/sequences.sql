-- class: pg_class
-- kind: SEQUENCE
-- only if: pg_sequence s
SELECT s.seqrelid AS _relation,
       d.refobjid AS _owner,
       d.refobjsubid AS _owner_column,
       c.relowner::regrole::text AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart::text AS start,
       s.seqincrement::text AS increment,
       s.seqmin::text AS minimum,
       s.seqmax::text AS maximum,
       s.seqcache::text AS cache,
       CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
       CASE WHEN d.deptype = 'i' THEN 'yes' END AS identity,
       array_to_string(c.relacl, E'\n') AS _acl,
       CASE WHEN c.relacl IS NOT NULL THEN array_to_string(acldefault('s', c.relowner), E'\n') END AS _acldefault
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
WHERE s.seqrelid >= 16384
  AND s.seqrelid = ANY (?::oid[]) --[changed]
