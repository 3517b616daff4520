-- class: pg_init_privs
-- kind: SYSTEM_OBJECT
-- only if: (WITH initial AS MATERIALIZED (SELECT age(t.xmin) AS age FROM pg_database t WHERE t.datname = 'template0') SELECT oid, relacl AS acl FROM pg_class WHERE age(xmin) < (SELECT age FROM initial) UNION ALL SELECT attrelid, attacl AS acl FROM pg_attribute WHERE age(xmin) < (SELECT age FROM initial) UNION ALL SELECT oid, proacl AS acl FROM pg_proc WHERE age(xmin) < (SELECT age FROM initial) UNION ALL SELECT oid, nspacl AS acl FROM pg_namespace WHERE nspname <> 'public' AND age(xmin) < (SELECT age FROM initial) UNION ALL SELECT oid, typacl AS acl FROM pg_type WHERE age(xmin) < (SELECT age FROM initial) UNION ALL SELECT 0, lanacl AS acl FROM pg_language WHERE age(xmin) < (SELECT age FROM initial) OFFSET 0) s WHERE s.oid < 16384 AND s.acl IS NOT NULL
-- A row that is no younger than template0 is as initdb made it.
-- The server's own objects, where their privileges are no longer those of a new cluster.
SELECT format('%I.%I', n.nspname, c.relname) AS _id,
       array_to_string(c.relacl, E'\n') AS _acl,
       array_to_string(coalesce(i.initprivs, acldefault('r', c.relowner)), E'\n') AS _acldefault
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
WHERE c.oid < 16384 AND c.relacl IS NOT NULL AND age(c.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(c.relacl) e ORDER BY 1)
UNION ALL
SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), array_to_string(a.attacl, E'\n'), coalesce(array_to_string(i.initprivs, E'\n'), '')
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = a.attnum
WHERE a.attrelid < 16384 AND a.attacl IS NOT NULL AND age(a.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(a.attacl) e ORDER BY 1)
UNION ALL
SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
       array_to_string(p.proacl, E'\n'),
       array_to_string(coalesce(i.initprivs, acldefault('f', p.proowner)), E'\n')
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid
WHERE p.oid < 16384 AND p.proacl IS NOT NULL AND age(p.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(p.proacl) e ORDER BY 1)
UNION ALL
SELECT 'schema ' || quote_ident(n.nspname), array_to_string(n.nspacl, E'\n'),
       array_to_string(coalesce(i.initprivs, acldefault('n', n.nspowner)), E'\n')
FROM pg_namespace n
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
WHERE n.oid < 16384 AND n.nspname <> 'public' AND n.nspacl IS NOT NULL AND age(n.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(n.nspacl) e ORDER BY 1)
UNION ALL
SELECT 'type ' || format('%I.%I', n.nspname, t.typname), array_to_string(t.typacl, E'\n'),
       array_to_string(coalesce(i.initprivs, acldefault('T', t.typowner)), E'\n')
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_type'::regclass AND i.objoid = t.oid
WHERE t.oid < 16384 AND t.typacl IS NOT NULL AND age(t.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(t.typacl) e ORDER BY 1)
UNION ALL
SELECT 'language ' || quote_ident(l.lanname), array_to_string(l.lanacl, E'\n'),
       array_to_string(coalesce(i.initprivs, acldefault('l', l.lanowner)), E'\n')
FROM pg_language l
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_language'::regclass AND i.objoid = l.oid
WHERE NOT l.lanispl AND l.lanacl IS NOT NULL AND age(l.xmin) < (SELECT age(b.xmin) FROM pg_database b WHERE b.datname = 'template0')
  AND ARRAY(SELECT e::text FROM unnest(i.initprivs) e ORDER BY 1) <> ARRAY(SELECT e::text FROM unnest(l.lanacl) e ORDER BY 1)
