-- class: pg_init_privs
SELECT i.classoid::regclass::text, i.objoid, i.objsubid, array_to_string(i.initprivs, E'\n')
FROM pg_init_privs i
WHERE i.privtype = 'e'
