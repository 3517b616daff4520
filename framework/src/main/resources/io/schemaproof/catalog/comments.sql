-- class: pg_description
-- Comments on the server's own objects only where they are younger than the cluster.
SELECT d.classoid::regclass::text, d.objoid, d.objsubid, d.description
FROM pg_description d
WHERE age(d.xmin) < (SELECT age(t.xmin) FROM pg_database t WHERE t.datname = 'template0')
   OR d.objoid >= 16384
   OR d.classoid = 'pg_extension'::regclass
   OR d.classoid = 'pg_namespace'::regclass AND d.objoid = to_regnamespace('public')
UNION ALL
SELECT s.classoid::regclass::text, s.objoid, 0, s.description
FROM pg_shdescription s
WHERE s.classoid <> 'pg_database'::regclass
   OR s.objoid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
