-- class: pg_class
-- kind: SEQUENCE
SELECT c.oid AS _oid,
       format('%I.%I', n.nspname, c.relname) AS _id,
       CASE WHEN d.refobjid IS NULL THEN 'SCHEMA' ELSE 'COLUMN' END AS _parent_kind,
       CASE WHEN d.refobjid IS NULL THEN quote_ident(n.nspname) ELSE format('%s.%I', d.refobjid::regclass, a.attname) END AS _parent,
       c.relowner::regrole::text AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart::text AS start,
       s.seqincrement::text AS increment,
       s.seqmin::text AS minimum,
       s.seqmax::text AS maximum,
       s.seqcache::text AS cache,
       CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
       CASE WHEN d.refobjid IS NOT NULL THEN format('%s.%I', d.refobjid::regclass, a.attname) END AS owned_by,
       CASE WHEN d.deptype = 'i' THEN 'yes' END AS identity,
       array_to_string(c.relacl, E'\n') AS _acl,
       CASE WHEN c.relacl IS NOT NULL THEN array_to_string(acldefault('s', c.relowner), E'\n') END AS _acldefault
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
