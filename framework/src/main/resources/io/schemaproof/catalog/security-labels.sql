-- class: pg_seclabel
SELECT l.classoid::regclass::text, l.objoid, l.objsubid, l.provider, l.label
FROM pg_seclabel l
UNION ALL
SELECT s.classoid::regclass::text, s.objoid, 0, s.provider, s.label
FROM pg_shseclabel s
WHERE s.classoid <> 'pg_database'::regclass
   OR s.objoid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
