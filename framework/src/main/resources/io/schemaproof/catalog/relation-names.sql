-- class: pg_class
-- What others refer to by OID. Temporary relations and those of TOAST are not here, and nothing that belongs to them is read.
SELECT c.oid, c.relkind::text, n.nspname, c.relname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S', 'i', 'I') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
  AND c.oid = ANY (ARRAY(SELECT unnest(?::oid[]) UNION SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = ANY (?::oid[]))) --[changed]
