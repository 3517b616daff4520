-- class: pg_description
-- Comments on the server's own objects only where they are younger than the cluster.
-- There are thousands of those, so they are told by their age alone, and the others are found by the index. Some come twice.
SELECT d.classoid::regclass::text, d.objoid, d.objsubid, d.description
FROM pg_description d
WHERE d.objoid >= 16384
UNION ALL
SELECT d.classoid::regclass::text, d.objoid, d.objsubid, d.description
FROM pg_description d
WHERE d.objoid = ANY (ARRAY(SELECT e.oid FROM pg_extension e UNION ALL SELECT to_regnamespace('public')::oid))
  AND d.classoid IN ('pg_extension'::regclass, 'pg_namespace'::regclass)
UNION ALL
SELECT d.classoid::regclass::text, d.objoid, d.objsubid, d.description
FROM pg_description d
WHERE age(d.xmin) < (SELECT age(t.xmin) FROM pg_database t WHERE t.datname = 'template0')
UNION ALL
SELECT s.classoid::regclass::text, s.objoid, 0, s.description
FROM pg_shdescription s
WHERE s.classoid <> 'pg_database'::regclass
   OR s.objoid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
